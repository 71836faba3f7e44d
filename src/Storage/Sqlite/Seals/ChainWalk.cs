using FerroGate.Storage.Seals;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>Reads the entries of one chain in the order of their seals.</summary>
internal sealed class ChainWalk(SqliteConnection connection, LedgerKey key, LedgerChain chain, FaultList faults)
{
    /// <returns>The number of the last one.</returns>
    public long Run()
    {
        using var command = connection.Command(
            $"""
            SELECT number, mac, journal.id IS NULL, start_id, sequence, {EntryRow.Columns}
            FROM seal LEFT JOIN entry ON entry.id = seal.entry LEFT JOIN journal ON journal.id = journal
            WHERE chain = $chain ORDER BY number
            """,
            ("$chain", chain.Id));
        using var rows = command.ExecuteReader();
        var (last, before, place) = (chain.Anchor.Entries, chain.Anchor.Mac, "the beginning");
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var (number, mac, isGone) = (row.Number(), row.BytesOrNull() ?? [], row.Flag());
            if (number != last + 1)
                faults.Add($"The entries number {last + 1} to {number - 1} of the chain of journal {chain.Journal}, behind {place}, were deleted.");

            if (isGone)
            {
                faults.Add($"The entry number {number} of the chain of journal {chain.Journal}, behind {place}, was deleted.");
                place = $"the entry number {number}";
            }
            else
            {
                var at = EntryPlace.Read(row);
                var isWhole = at.Journal == chain.Journal
                    && Seal.OfEntry(key, before, chain.Journal, number, at.Sequence, at.Entry).AsSpan().SequenceEqual(mac);

                // Behind a gap nobody can tell, for the seal that it builds on is gone.
                if (!isWhole && number == last + 1)
                    faults.Add($"{at} was changed or moved: it does not fit its seal, number {number} of the chain.");
                place = at.ToString();
            }

            (last, before) = (number, mac);
        }

        return last;
    }
}
