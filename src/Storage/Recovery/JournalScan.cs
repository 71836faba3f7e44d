using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Recovery;

/// <summary>What the journals of earlier processes hold: exchanges that nobody settled, and damage that was cut away.</summary>
internal sealed record JournalScan(
    IReadOnlyList<JournalId> Journals,
    IReadOnlyCollection<OpenedExchange> Unsettled,
    IReadOnlyList<CutTail> CutTails)
{
    /// <summary>Reads every journal, oldest first, and leaves each so that it can be read to its end.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="damage">Cuts what cannot be read.</param>
    /// <param name="living">The journal of a process that still writes it, which is left alone.</param>
    public static JournalScan Run(JournalFolder folder, DamagedBytes damage, JournalId? living = null)
    {
        var scan = Run(folder, folder.List().Where(id => id != living), damage);
        folder.DeleteEmpty();
        return scan with { Journals = [.. folder.List().Where(id => id != living)] };
    }

    /// <summary>Reads one journal in the same way.</summary>
    public static JournalScan RunOn(JournalFolder folder, JournalId journal, DamagedBytes damage) => Run(folder, [journal], damage);

    private static JournalScan Run(JournalFolder folder, IEnumerable<JournalId> journals, DamagedBytes damage)
    {
        var open = new Dictionary<ExchangeId, OpenedExchange>();

        // A settled record can stand before its open one only across journals; it counts all the same.
        var settled = new HashSet<ExchangeId>();
        var cuts = new List<CutTail>();
        List<JournalId> read = [.. journals];
        foreach (var segment in read.SelectMany(folder.SegmentsOf))
        {
            if (ScanSegment(folder.PathOf(segment), open, settled) is { } end && damage.Cut(segment, end) is { } cut)
                cuts.Add(cut);
        }

        foreach (var id in settled)
            open.Remove(id);
        return new JournalScan(read, open.Values, cuts);
    }

    /// <summary>Gives where damage begins; <c>null</c> where there is none.</summary>
    private static long? ScanSegment(string path, Dictionary<ExchangeId, OpenedExchange> open, HashSet<ExchangeId> settled)
    {
        using var reader = SegmentReader.Open(path);
        if (reader is null)
            return 0;

        while (true)
        {
            switch (reader.Read(long.MaxValue, out var record))
            {
                case ReadResult.End:
                    return reader.HasOnlyZerosLeft() ? null : reader.Position;
                case ReadResult.Damaged:
                    return reader.Position;
                default:
                    Note(record, open, settled);
                    break;
            }
        }
    }

    private static void Note(JournalRecord record, Dictionary<ExchangeId, OpenedExchange> open, HashSet<ExchangeId> settled)
    {
        if (record.Opened is { } opened)
            open[opened.ExchangeId] = opened;
        else if (record.Settled is { } entry && !open.Remove(entry.ExchangeId))
            settled.Add(entry.ExchangeId);
    }
}
