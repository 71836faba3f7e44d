using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Projection;

/// <summary>
/// Deletes segments that nobody needs any more: oldest first, each only when all of its entries, and the entries of all
/// exchanges that it opened, are in a ledger that is on the disk.
/// </summary>
/// <param name="folder">Where the journals lie.</param>
/// <param name="open">Which segments still hold an open exchange.</param>
/// <param name="isTold">Whether nobody else has to be told of the entries of a segment, the last of which has this sequence number.</param>
/// <param name="checkpoint">Brings the ledger's committed transactions to the disk; <c>false</c> when it could not just now.</param>
internal sealed class SegmentSweeper(JournalFolder folder, OpenSegments open, Func<SegmentRef, long, bool> isTold, Func<bool> checkpoint)
{
    private readonly Queue<(SegmentRef Segment, long Last)> _projected = new();

    /// <summary>Somebody else reads the journals, so nothing is deleted.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Notes, oldest first, a complete segment whose entries are committed to the ledger.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="last">The sequence number of the last entry up to its end; 0 where there is none.</param>
    public void Projected(SegmentRef segment, long last) => _projected.Enqueue((segment, last));

    /// <summary>Deletes what may be deleted.</summary>
    public void Sweep()
    {
        if (!CanDeleteNext() || !checkpoint())
            return;

        while (CanDeleteNext())
        {
            folder.Delete(_projected.Peek().Segment);
            _projected.Dequeue();
        }

        folder.DeleteEmpty();
    }

    private bool CanDeleteNext() => !IsPaused && _projected.TryPeek(out var oldest) && !open.Holds(oldest.Segment) && isTold(oldest.Segment, oldest.Last);
}
