namespace FerroGate.Server.Snapshots;

/// <summary>Where the config of a process comes from.</summary>
/// <param name="Path">The file that it was started with.</param>
/// <param name="Files">What the file was made of then.</param>
/// <param name="IsWatched">It is read anew when it changes.</param>
internal sealed record ConfigOrigin(string Path, WatchedFiles Files, bool IsWatched);
