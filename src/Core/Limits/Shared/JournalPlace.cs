namespace FerroGate.Core.Limits.Shared;

/// <param name="Journal">A journal.</param>
/// <param name="Sequence">One of its records.</param>
public readonly record struct JournalPlace(string Journal, long Sequence);
