using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite.Seals;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>A seal as a row of the table <c>seal</c>, joined with its entry.</summary>
/// <param name="Number">Its place in the chain.</param>
/// <param name="Mac">The seal.</param>
/// <param name="Sequence">What was sealed: its place in the journal.</param>
/// <param name="Exchange">The exchange.</param>
/// <param name="IsElsewhere">Another journal has settled the exchange, and its entry is here.</param>
/// <param name="PassedOver">The proof that this entry was passed over for that reason; <c>null</c> where there is none.</param>
/// <param name="Place">The entry; <c>null</c> where there is none.</param>
internal sealed record PostgresSealRow(long Number, byte[] Mac, long Sequence, Guid Exchange, bool IsElsewhere, byte[]? PassedOver, EntryPlace? Place)
{
    /// <summary>Those of one chain, in any order.</summary>
    public static string Select { get; } =
        $"""
        SELECT seal.number, mac, entry.id IS NULL, seal.sequence, seal.exchange_id,
            EXISTS (SELECT 1 FROM entry AS other WHERE other.exchange_id = seal.exchange_id AND other.failed_attempt = seal.failed_attempt),
            passed_over, start_id, entry.sequence, {string.Join(", ", EntryRow.Columns.Split(", ").Select(column => "entry." + column))}
        FROM seal JOIN chain ON chain.id = seal.chain JOIN journal ON journal.id = chain.journal
        LEFT JOIN entry ON entry.exchange_id = seal.exchange_id AND entry.failed_attempt = seal.failed_attempt AND entry.journal = chain.journal
        WHERE seal.chain = $1
        """;

    /// <summary>There is no entry, and there need not be one.</summary>
    public bool WasPassedOver(LedgerKey key) =>
        IsElsewhere || (PassedOver is { } proof && Seal.OfPassedOver(key, Mac).AsSpan().SequenceEqual(proof));

    public static PostgresSealRow Read(RowReader from)
    {
        var (number, mac, isGone) = (from.Number(), from.BytesOrNull() ?? [], from.Bool());
        var (sequence, exchange, isElsewhere, passedOver) = (from.Number(), from.Id(), from.Bool(), from.BytesOrNull());
        return new(number, mac, sequence, exchange, isElsewhere, passedOver, isGone ? null : EntryPlace.Read(from));
    }
}
