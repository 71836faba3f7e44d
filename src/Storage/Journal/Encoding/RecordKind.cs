namespace FerroGate.Storage.Journal.Encoding;

/// <summary>What a journal record says, its first byte. Written to disk: never renumber.</summary>
internal enum RecordKind : byte
{
    Opened = 1,
    Settled = 2,
}
