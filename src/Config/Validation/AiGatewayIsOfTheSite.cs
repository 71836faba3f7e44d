using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A site has one AI gateway or none, and it is no part of another directive: its paths are its own.</summary>
internal sealed class AiGatewayIsOfTheSite : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var site in config.Sites)
        {
            foreach (var again in site.Body.Directives.OfType<AiGatewayConfig>().Skip(1))
                context.Diagnostics.Error(DiagnosticCodes.DuplicateOption, again.Span, "`ai_gateway` is given twice in this site");

            var lists = site.Body.Directives.SelectMany(directive => directive.Lists)
                .Concat(site.ErrorHandlers.Select(handler => handler.Body));
            foreach (var inner in lists.SelectMany(Inside))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.MisplacedDirective, inner.Span, "`ai_gateway` belongs to a site, and not inside another directive");
            }
        }
    }

    private static IEnumerable<AiGatewayConfig> Inside(DirectiveListConfig list) => list.Directives
        .SelectMany(directive => directive.Lists.SelectMany(Inside))
        .Concat(list.Directives.OfType<AiGatewayConfig>());
}
