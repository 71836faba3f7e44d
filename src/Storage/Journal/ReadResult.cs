namespace FerroGate.Storage.Journal;

/// <summary>What was found where the next record of a segment would be.</summary>
internal enum ReadResult
{
    Record,
    End,
    Damaged,
}
