using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A site answers by itself with a status that ends an exchange.</summary>
internal sealed class RespondStatuses : IConfigRule
{
    private const int Least = 200;
    private const int Most = 599;

    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var respond in config.Sites.SelectMany(site => AllIn(site.Directives)).OfType<RespondConfig>())
        {
            if (respond.Status is { Value: < Least or > Most } status)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.InvalidValue, status.Span, $"the status of `respond` must be a number from {Least} to {Most}");
            }
        }
    }

    private static IEnumerable<DirectiveConfig> AllIn(IEnumerable<DirectiveConfig> directives) =>
        directives.SelectMany(directive => directive is BlockConfig block ? AllIn(block.Directives) : [directive]);
}
