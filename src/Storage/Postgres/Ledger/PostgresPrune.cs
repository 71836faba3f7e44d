using FerroGate.Storage.Seals;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Takes the oldest entries of this node's chains out of the ledger of the fleet, as <c>ChainPrune</c> takes them out of its own.</summary>
internal sealed class PostgresPrune(PostgresDatabase database, LedgerKey key, DateTimeOffset before)
{
    // Few enough for the node that adds entries meanwhile.
    private const int AtOnce = 10_000;

    /// <returns>How many entries were taken out.</returns>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var chains = await database.UseAsync(ChainsAsync, cancellation);
        var pruned = 0L;
        foreach (var (row, journal) in chains)
        {
            while (await database.UseAsync((connection, token) => PruneAsync(connection, row, journal, token), cancellation) is > 0 and var more)
                pruned += more;
        }

        return pruned;
    }

    private async Task<List<(long Row, long Journal)>> ChainsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command("SELECT id, journal FROM chain WHERE key_id = $1 AND entries > anchor_entries ORDER BY id", key.Id);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var chains = new List<(long, long)>();
        while (await rows.ReadAsync(cancellation))
            chains.Add((rows.GetInt64(0), rows.GetInt64(1)));
        return chains;
    }

    private async Task<long> PruneAsync(NpgsqlConnection connection, long row, long journal, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // Whoever ships entries of the journal takes the same lock.
        await connection.ExecuteAsync("SELECT 1 FROM journal WHERE id = $1 FOR UPDATE", cancellation, journal);
        var chain = await ReadAsync(connection, row, cancellation);
        var anchor = await OldAsync(connection, row, chain.Anchor, cancellation);
        if (anchor == chain.Anchor)
            return 0;

        await connection.ExecuteAsync(
            """
            DELETE FROM entry USING seal
            WHERE seal.chain = $1 AND seal.number <= $2 AND entry.journal = $3 AND entry.exchange_id = seal.exchange_id AND entry.failed_attempt = seal.failed_attempt
            """,
            cancellation,
            row,
            anchor.Entries,
            journal);
        await connection.ExecuteAsync("DELETE FROM seal WHERE chain = $1 AND number <= $2", cancellation, row, anchor.Entries);
        await connection.ExecuteAsync(
            "UPDATE chain SET anchor_entries = $2, anchor_cost = $3, anchor_mac = $4, proof = $5 WHERE id = $1",
            cancellation,
            row,
            anchor.Entries,
            anchor.CostNanoUsd,
            anchor.Mac,
            Seal.OfChain(key, chain with { Anchor = anchor }));
        await transaction.CommitAsync(cancellation);
        return anchor.Entries - chain.Anchor.Entries;
    }

    private static async Task<LedgerChain> ReadAsync(NpgsqlConnection connection, long row, CancellationToken cancellation)
    {
        await using var command = connection.Command(PostgresChainRow.Select + " WHERE chain.id = $1", row);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return PostgresPages.ReadOne(rows, from =>
        {
            from.Number();
            return PostgresChainRow.Read(ref from);
        });
    }

    /// <summary>The anchor behind the entries from the first on that are old; of those that were passed over nobody asks.</summary>
    private async Task<LedgerAnchor> OldAsync(NpgsqlConnection connection, long row, LedgerAnchor anchor, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            """
            SELECT seal.number, mac, COALESCE(settled_at < $2, true), cost_nano_usd
            FROM seal JOIN chain ON chain.id = seal.chain
            LEFT JOIN entry ON entry.exchange_id = seal.exchange_id AND entry.failed_attempt = seal.failed_attempt AND entry.journal = chain.journal
            WHERE seal.chain = $1 ORDER BY seal.number LIMIT $3
            """,
            row,
            UnixMicroseconds.Of(before),
            AtOnce);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation) && rows.GetBoolean(2))
        {
            var cost = rows.IsDBNull(3) ? 0 : rows.GetInt64(3);
            anchor = new LedgerAnchor(rows.GetInt64(0), (long)Int128.Min((Int128)anchor.CostNanoUsd + cost, long.MaxValue), rows.GetFieldValue<byte[]>(1));
        }

        return anchor;
    }
}
