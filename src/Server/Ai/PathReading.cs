namespace FerroGate.Server.Ai;

/// <summary>One way to read a path, in lower case.</summary>
/// <param name="Path">Where it leads, without repeated and trailing slashes and dots.</param>
/// <param name="Firsts">
/// Every name that was the first segment on the way, because a server that does not walk the dots stays below it.
/// </param>
internal readonly record struct PathReading(string Path, IReadOnlyList<string> Firsts);
