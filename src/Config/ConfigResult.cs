using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config;

/// <summary>What became of a config text.</summary>
/// <param name="Config">The config; <c>null</c> when there is any error.</param>
/// <param name="Diagnostics">All errors and warnings, in the order of the text.</param>
public sealed record ConfigResult(GatewayConfig? Config, IReadOnlyList<Diagnostic> Diagnostics)
{
    /// <summary>The same for a process that is to do what the config says: what this version cannot do yet is an error then.</summary>
    public ConfigResult ForRunning() => Diagnostics.Any(found => found.Severity == Severity.Pending)
        ? new(null, [.. Diagnostics.Select(found => found.Severity == Severity.Pending ? found with { Severity = Severity.Error } : found)])
        : this;
}
