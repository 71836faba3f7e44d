using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config;

/// <summary>What became of a config text.</summary>
/// <param name="Config">The config; <c>null</c> when there is any error.</param>
/// <param name="Diagnostics">All errors and warnings, in the order of the text.</param>
public sealed record ConfigResult(GatewayConfig? Config, IReadOnlyList<Diagnostic> Diagnostics);
