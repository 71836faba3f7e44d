using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>An entry and where it stands.</summary>
internal sealed record EntryPlace(JournalId Journal, long Sequence, LedgerEntry Entry)
{
    /// <summary>Reads the columns start_id, sequence, and those of an entry.</summary>
    public static EntryPlace Read(RowReader from) => new(new JournalId(from.Id()), from.Number(), EntryRow.Read(from));

    public override string ToString() =>
        $"The entry {Sequence} of journal {Journal}, exchange {Entry.ExchangeId}{(Entry.FailedAttempt is { } attempt ? $", failed attempt {attempt}," : "")}";
}
