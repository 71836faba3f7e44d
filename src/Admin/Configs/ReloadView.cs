namespace FerroGate.Admin.Configs;

/// <summary>What became of a reload.</summary>
/// <param name="Valid">The config could be run.</param>
/// <param name="Committed">Every part of it is in force.</param>
/// <param name="Mode">How it could come into force, see <see cref="ReloadModeName"/>.</param>
/// <param name="ActiveSnapshot">The name of what is in force now.</param>
/// <param name="CandidateSnapshot">The name of what was to come into force; <c>null</c> where it is not valid.</param>
/// <param name="ListenerReloadRequired">A listener goes or changes: a graceful upgrade is needed.</param>
/// <param name="Error">Why it is not in force.</param>
/// <param name="Diagnostics">Everything that is to be said about its text.</param>
public sealed record ReloadView(
    bool Valid,
    bool Committed,
    string? Mode,
    string ActiveSnapshot,
    string? CandidateSnapshot,
    bool ListenerReloadRequired,
    string? Error,
    IReadOnlyList<DiagnosticView> Diagnostics);
