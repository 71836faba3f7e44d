using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>redir</c>.</summary>
internal static class RedirDirective
{
    public static IDirective Value { get; } = new Directive<RedirConfig>(
        "redir",
        "Sends the client elsewhere.",
        span => new RedirConfig(span),
        new Shape<RedirConfig>(Arguments.InOrder("to", "code"))
            .Value("to", Forms.HeaderValue.Such("URI with placeholders", "https://example.com{uri}", "/new"), redir => redir.To,
                (redir, to) => redir with { To = to }, "Where the client is sent.", OptionPlace.Line, required: true)
            .Value("code", RedirectCodeForm.Value, redir => redir.Code, (redir, code) => redir with { Code = code },
                "A status, `permanent`, `temporary`, or `html` for a page that goes on by itself.", OptionPlace.Line,
                fallback: "temporary"));
}
