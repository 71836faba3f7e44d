using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Recovery;

namespace FerroGate.Storage.Tests.Fixtures;

/// <summary>A journal folder without databases behind it.</summary>
internal sealed class JournalWorld : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public JournalWorld() => Folder = new JournalFolder(Journals);

    public JournalFolder Folder { get; }

    public FailingFiles Disk { get; } = new();

    public string Journals => Path.Combine(_directory.Root, "journal");

    public string Damage => Path.Combine(_directory.Root, "damage");

    public List<StoreFailure> Failures { get; } = [];

    public FileJournal Open(DurabilityLevel durability = DurabilityLevel.Process, int segmentSize = 64 * 1024, TimeProvider? clock = null)
    {
        var last = Folder.List();
        var id = JournalId.After(last.Count > 0 ? last[^1] : null, TimeProvider.System);
        var segments = new SegmentWriter(Folder, id, Disk, segmentSize, flush: durability == DurabilityLevel.Power);
        return new FileJournal(segments, durability, clock ?? TimeProvider.System, Failures.Add);
    }

    public JournalScan Scan() => JournalScan.Run(Folder, new DamagedBytes(Folder, Damage));

    public string PathOf(JournalId journal, int segment = 1) => Folder.PathOf(new SegmentRef(journal, segment));

    /// <summary>All records that can be read, as they were appended.</summary>
    public IReadOnlyList<object> Records()
    {
        var records = new List<object>();
        foreach (var segment in Folder.List().SelectMany(Folder.SegmentsOf))
        {
            using var reader = SegmentReader.Open(Folder.PathOf(segment))!;
            while (reader.Read(long.MaxValue, out var record) == ReadResult.Record)
                records.Add((object?)record.Opened ?? record.Settled!);
        }

        return records;
    }

    public IEnumerable<LedgerEntry> Entries() => Records().OfType<LedgerEntry>();

    public void Dispose() => _directory.Dispose();
}
