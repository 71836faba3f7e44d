namespace FerroGate.Storage;

/// <summary>Bytes that were cut from a journal because they were torn or damaged.</summary>
/// <param name="Segment">The segment, as <c>journal/number.journal</c>.</param>
/// <param name="Offset">Where the damage began.</param>
/// <param name="Length">How many bytes were cut; a copy of them is in the <c>damage</c> folder.</param>
public sealed record CutTail(string Segment, long Offset, long Length);
