using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;

namespace FerroGate.Config.Directives;

/// <summary><c>header</c>.</summary>
internal static class HeaderDirective
{
    public static IDirective Value { get; } = new Directive<HeaderConfig>(
        "header",
        "Changes headers of the answer.",
        span => new HeaderConfig(span),
        new Shape<HeaderConfig>(Arguments.OfRow(HeaderRuleShape.OfResponse.Arguments.Syntax))
            .Switch("defer", header => header.Defer, (header, defer) => header with { Defer = defer },
                "Every change waits until the answer is about to be sent.")
            .Add(new ResponseMatchOption<HeaderConfig>(header => header.When, (header, when) => header with { When = when }))
            .Blocks("<name>", () => HeaderRuleShape.OfResponse, header => header.Rules, (header, rules) => header with { Rules = rules },
                _ => new HeaderRuleConfig(HeaderOperation.Set),
                "A change: `Name value`, `+Name value`, `-Name`, `?Name value`, `>Name value`, `Name find replacement`.",
                rest: true, required: true, key: "rules"));
}
