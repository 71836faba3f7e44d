using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>request_header</c>.</summary>
internal static class RequestHeaderDirective
{
    public static IDirective Value { get; } = new Directive<RequestHeaderConfig>(
        "request_header",
        "Changes headers of the request.",
        span => new RequestHeaderConfig(span),
        new Shape<RequestHeaderConfig>(Arguments.OfRow(HeaderRuleShape.OfRequest.Arguments.Syntax))
            .Blocks("<name>", () => HeaderRuleShape.OfRequest, header => header.Rules, (header, rules) => header with { Rules = rules },
                _ => new HeaderRuleConfig(HeaderOperation.Set),
                "A change: `Name value`, `+Name value`, `-Name`, `Name find replacement`.", rest: true, required: true, key: "rules"));
}
