using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Directives;

/// <summary><c>rewrite</c>.</summary>
internal static class RewriteDirective
{
    public static IDirective Value { get; } = new Directive<RewriteConfig>(
        "rewrite",
        "Changes path and query of the request. Of those beside each other the first that matches runs.",
        span => new RewriteConfig(span),
        new Shape<RewriteConfig>(Arguments.InOrder("to"))
            .Value("to", Forms.Template.Such("URI with placeholders", "/index.html?{query}", "{path}.html"), rewrite => rewrite.To,
                (rewrite, to) => rewrite with { To = to }, "The new URI; without a `?` the query stays.", OptionPlace.Line,
                required: true))
    {
        WordAloneIsValue = true,
    };
}
