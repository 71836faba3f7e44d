using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Journal;

/// <summary>A record that waits to be written: one of the two is set.</summary>
internal readonly record struct PendingRecord(OpenedExchange? Opened, LedgerEntry? Settled)
{
    /// <summary>With a settled one, the entries of its failed attempts.</summary>
    public IReadOnlyList<LedgerEntry> Failed { get; init; } = [];
}
