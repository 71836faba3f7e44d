using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Projection;

/// <summary>A database that settled entries are copied to, with a watermark of its own for each journal.</summary>
internal interface ILedgerStore
{
    /// <summary>The sequence number of the last entry of a journal that is in the store; 0 where there is none.</summary>
    long WatermarkOf(JournalId journal);

    /// <summary>
    /// Adds entries of one journal and moves its watermark, in one transaction. An entry that is there already is passed over.
    /// </summary>
    /// <returns>How many were passed over because their exchange had been settled by another record.</returns>
    int Add(JournalId journal, IReadOnlyList<ProjectedEntry> entries);

    /// <summary>Brings what was committed to the disk; <c>false</c> when somebody who reads stands in the way.</summary>
    bool Checkpoint();
}
