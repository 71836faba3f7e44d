using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>No two logs among the global options have one name; the one without a name is <c>default</c>.</summary>
internal sealed class GatewayLogsAreDistinct : IConfigRule
{
    private const string Default = "default";

    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var same in config.Logs.GroupBy(log => log.Name?.Value ?? Default))
        {
            foreach (var log in same.Skip(1))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateName,
                    log.Name?.Span ?? log.Span,
                    $"there is a `log` named `{same.Key}` already, in line {(same.First().Name?.Span ?? same.First().Span).Line}",
                    "give it another name: `log NAME`");
            }
        }
    }
}
