using FerroGate.Core.Money;
using FerroGate.Storage.Seals;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>Takes the oldest entries of a chain out of the ledger and writes an anchor in their place, in the same transaction.</summary>
internal static class ChainPrune
{
    // Few enough for a gateway that wants to add entries meanwhile.
    private const int AtOnce = 10_000;

    /// <summary>Does it for one chain that begins with entries that were settled before a moment.</summary>
    /// <returns>What was taken out; nothing when there is no such chain.</returns>
    public static LedgerPruning Run(Database database, LedgerKey key, DateTimeOffset before)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var pruned = FindFirst(connection, before) is { } chain ? Run(connection, key, chain, before) : new LedgerPruning(0, NanoUsd.Zero);
        transaction.Commit();
        return pruned;
    }

    // The newest entry stays, so that no entry to come gets a row number that was used before.
    private static LedgerChain? FindFirst(SqliteConnection connection, DateTimeOffset before)
    {
        using var command = connection.Command(
            $"""
            {ChainRow.Select} JOIN seal ON seal.chain = chain.id AND number = anchor_entries + 1 JOIN entry ON entry.id = seal.entry
            WHERE settled_at < $before AND entry.id < (SELECT MAX(id) FROM entry) ORDER BY chain.id LIMIT 1
            """,
            ("$before", UnixMicroseconds.Of(before)));
        using var rows = command.ExecuteReader();
        if (!rows.Read())
            return null;

        var row = new RowReader(rows);
        return ChainRow.Read(ref row);
    }

    private static LedgerPruning Run(SqliteConnection connection, LedgerKey key, LedgerChain chain, DateTimeOffset before)
    {
        var anchor = chain.Anchor;
        using (var command = connection.Command(
            """
            SELECT number, mac, settled_at < $before AND entry.id < (SELECT MAX(id) FROM entry), cost_nano_usd
            FROM seal JOIN entry ON entry.id = seal.entry WHERE chain = $chain ORDER BY number LIMIT $limit
            """,
            ("$before", UnixMicroseconds.Of(before)),
            ("$chain", chain.Id),
            ("$limit", AtOnce)))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                var row = new RowReader(rows);
                var (number, mac, isOld, cost) = (row.Number(), row.BytesOrNull()!, row.Flag(), row.NumberOrNull() ?? 0);
                if (!isOld)
                    break;
                anchor = new LedgerAnchor(number, (long)Int128.Min((Int128)anchor.CostNanoUsd + cost, long.MaxValue), mac);
            }
        }

        var (id, last) = (("$chain", (object?)chain.Id), ("$last", (object?)anchor.Entries));
        connection.Execute("DELETE FROM entry WHERE id IN (SELECT entry FROM seal WHERE chain = $chain AND number <= $last)", id, last);
        connection.Execute("DELETE FROM seal WHERE chain = $chain AND number <= $last", id, last);
        connection.Execute(
            "UPDATE chain SET anchor_entries = $last, anchor_cost = $cost, anchor_mac = $mac, proof = $proof WHERE id = $chain",
            id,
            last,
            ("$cost", anchor.CostNanoUsd),
            ("$mac", anchor.Mac),
            ("$proof", Seal.OfChain(key, chain with { Anchor = anchor })));
        return new LedgerPruning(anchor.Entries - chain.Anchor.Entries, new NanoUsd(anchor.CostNanoUsd - chain.Anchor.CostNanoUsd));
    }
}
