namespace FerroGate.Storage.Journal;

/// <summary>Up to where a journal that is being written may be read.</summary>
internal sealed record CommittedEnd(int Segment, long Offset);
