using FerroGate.Config.Model;
using FerroGate.Config.Model.Servers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>Logs that share a file agree on when it is put aside: it can be done in one way only.</summary>
internal sealed class LogFilesAgree : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var files = config.Logs.Concat(config.Sites.SelectMany(site => site.Logs))
            .Select(log => log.Output)
            .OfType<LogOutputConfig>()
            .Where(output => output is { Kind.Value: LogOutputKind.File, Target.Value.Length: > 0 });
        foreach (var same in files.GroupBy(output => Path.GetFullPath(output.Target!.Value)))
        {
            var first = same.First();
            foreach (var other in same.Skip(1).Where(other => RollingOf(other) != RollingOf(first)))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.ConflictingOptions,
                    other.Target!.Span,
                    $"this file is put aside otherwise in line {first.Target!.Span.Line}",
                    "give both logs the same `roll_…` options");
            }
        }
    }

    private static (long?, bool?, bool?, int?, TimeSpan?) RollingOf(LogOutputConfig output) => (
        output.RollSize?.Value, output.RollDisabled?.Value, output.RollUncompressed?.Value, output.RollKeep?.Value, output.RollKeepFor?.Value);
}
