namespace FerroGate.Admin.Configs;

/// <summary>What a config would do.</summary>
/// <param name="Valid">It could be run.</param>
/// <param name="Snapshot">The name of what it says; <c>null</c> where it is not valid.</param>
/// <param name="ReloadMode">How it could come into force, see <see cref="ReloadModeName"/>.</param>
/// <param name="ListenerReloadRequired">A listener goes or changes: a graceful upgrade is needed.</param>
/// <param name="ReloadReason">Why it cannot come into force in the running process.</param>
/// <param name="Error">Everything that is wrong with it, as text for people.</param>
/// <param name="Diagnostics">Everything that is to be said about its text.</param>
public sealed record ValidateView(
    bool Valid,
    string? Snapshot,
    string? ReloadMode,
    bool ListenerReloadRequired,
    string? ReloadReason,
    string? Error,
    IReadOnlyList<DiagnosticView> Diagnostics);
