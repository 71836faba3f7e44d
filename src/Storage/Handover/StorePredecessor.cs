using Microsoft.Win32.SafeHandles;

namespace FerroGate.Storage.Handover;

/// <summary>
/// A gateway process that still runs on the same data directory and hands its work over: it writes its journal to the end by
/// itself, and its lock on the directory is shared.
/// </summary>
/// <param name="Journal">The name of its journal.</param>
/// <param name="Lock">Its open lock file, inherited.</param>
public sealed record StorePredecessor(string Journal, SafeFileHandle Lock);
