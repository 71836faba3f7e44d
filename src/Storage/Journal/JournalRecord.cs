using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Journal;

/// <summary>One record as it is read back: its place in its journal, and either an opened exchange or a settled one.</summary>
internal readonly record struct JournalRecord(long Sequence, OpenedExchange? Opened, LedgerEntry? Settled)
{
    /// <summary>With a settled one, the entries of its failed attempts.</summary>
    public IReadOnlyList<LedgerEntry> Failed { get; init; } = [];
}
