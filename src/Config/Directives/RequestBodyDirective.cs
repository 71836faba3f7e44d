using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary><c>request_body</c>.</summary>
internal static class RequestBodyDirective
{
    public static IDirective Value { get; } = new Directive<RequestBodyConfig>(
        "request_body",
        "Bounds or replaces the body of the request.",
        span => new RequestBodyConfig(span),
        new Shape<RequestBodyConfig> { NeedsBlock = true }
            .Value("max_size", Forms.Size, body => body.MaxSize, (body, size) => body with { MaxSize = size },
                "A longer one is answered with 413.")
            .Value("read_timeout", Forms.Duration, body => body.ReadTimeout, (body, time) => body with { ReadTimeout = time },
                "Until the body is there.")
            .Value("write_timeout", Forms.Duration, body => body.WriteTimeout, (body, time) => body with { WriteTimeout = time },
                "Until the answer is sent.")
            .Value("set", Forms.Template, body => body.Body, (body, text) => body with { Body = text }, "What takes the place of the body."));
}
