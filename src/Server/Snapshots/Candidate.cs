using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Server.Snapshots;

/// <summary>What a config would do to the running gateway.</summary>
/// <param name="Config">The config; <c>null</c> where it is not valid.</param>
/// <param name="Diagnostics">Everything that is to be said about its text.</param>
/// <param name="Refusal">Why a gateway would not run it although it is well written.</param>
internal sealed record Candidate(GatewayConfig? Config, IReadOnlyList<Diagnostic> Diagnostics, string? Refusal = null)
{
    /// <summary>The name of what it says; <c>null</c> where it is not valid.</summary>
    public string? Id { get; } = Config is null ? null : SnapshotId.Of(Config);

    public ReloadMode Mode { get; init; }

    /// <summary>Why it cannot come into force in the running process.</summary>
    public string? ModeReason { get; init; }

    /// <summary>Everything that is wrong with it; <c>null</c> where it is valid.</summary>
    public string? Error => Config is not null
        ? null
        : Refusal ?? string.Join('\n', DiagnosticFormatter.FormatAll([.. Diagnostics.Where(found => found.Severity == Severity.Error)]));
}
