namespace FerroGate.Storage.Journal.Encoding;

/// <summary>The written form of any record: its kind, then the fields of that kind.</summary>
internal static class RecordForm
{
    /// <summary>Adds a sealed frame to the buffer.</summary>
    public static void Write(RecordBuffer to, PendingRecord record, Span<byte> chain)
    {
        var start = to.Length;
        to.Take(RecordFrame.HeaderSize);
        if (record.Opened is { } opened)
        {
            to.Take(1)[0] = (byte)RecordKind.Opened;
            OpenedForm.Write(new FieldWriter(to), opened);
        }
        else if (record.Settled is { } settled)
        {
            to.Take(1)[0] = (byte)RecordKind.Settled;
            SettledForm.Write(new FieldWriter(to), settled, record.Failed);
        }

        var frame = to.Written[start..];
        RecordFrame.Seal(frame, chain);
        frame.Slice(8, RecordFrame.ChainSize).CopyTo(chain);
    }

    public static JournalRecord Read(ReadOnlySpan<byte> payload, long sequence) => (RecordKind)payload[0] switch
    {
        RecordKind.Opened => new JournalRecord(sequence, OpenedForm.Read(new FieldReader(payload[1..])), null),
        RecordKind.Settled => ReadSettled(payload[1..], sequence),
        var kind => throw new StoreException($"A journal has a record of kind {(byte)kind}, which a newer FerroGate wrote."),
    };

    private static JournalRecord ReadSettled(ReadOnlySpan<byte> fields, long sequence)
    {
        var (entry, failed) = SettledForm.Read(new FieldReader(fields));
        return new JournalRecord(sequence, null, entry) { Failed = failed };
    }
}
