using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite.Seals;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Takes the oldest entries of this node's chains out of the ledger of the fleet, as <c>ChainPrune</c> takes them out of its own.</summary>
/// <param name="database">The database.</param>
/// <param name="key">What this node seals with.</param>
/// <param name="journals">Those of this node: others may seal with the same key.</param>
/// <param name="time">Which entries are old.</param>
internal sealed class PostgresPrune(PostgresDatabase database, LedgerKey key, IReadOnlyList<JournalId> journals, PruneTime time)
{
    private const int PageSize = 1_000;

    /// <returns>How many entries were taken out.</returns>
    /// <exception cref="StoreException">Somebody has changed what is old; the message says where.</exception>
    public async Task<long> RunAsync(CancellationToken cancellation)
    {
        var pruned = 0L;
        foreach (var row in await ChainsAsync(cancellation))
        {
            while (await RunOnceAsync(row, cancellation) is > 0 and var more)
                pruned += more;
        }

        return pruned;
    }

    /// <summary>The rows of the chains that have entries.</summary>
    public Task<IReadOnlyList<long>> ChainsAsync(CancellationToken cancellation) => database.UseAsync(ReadChainsAsync, cancellation);

    /// <summary>Takes out a part of one of them.</summary>
    /// <returns>How many entries that were; 0 when none of it is old.</returns>
    public Task<long> RunOnceAsync(long row, CancellationToken cancellation) =>
        database.UseAsync((connection, token) => PruneAsync(connection, row, token), cancellation);

    private async Task<IReadOnlyList<long>> ReadChainsAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            "SELECT chain.id FROM chain JOIN journal ON journal.id = chain.journal WHERE key_id = $1 AND start_id = ANY($2) AND entries > anchor_entries ORDER BY chain.id",
            key.Id,
            journals.Select(journal => journal.Value).ToArray());
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var chains = new List<long>();
        while (await rows.ReadAsync(cancellation))
            chains.Add(rows.GetInt64(0));
        return chains;
    }

    private async Task<long> PruneAsync(NpgsqlConnection connection, long row, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);

        // Whoever ships entries of the journal takes the same lock.
        await connection.ExecuteAsync("SELECT 1 FROM journal JOIN chain ON chain.journal = journal.id WHERE chain.id = $1 FOR UPDATE OF journal", cancellation, row);
        var (chain, proof) = await ReadAsync(connection, row, cancellation);
        var anchor = await FindAnchorAsync(connection, row, chain, proof, cancellation);
        if (anchor == chain.Anchor)
            return 0;

        await connection.ExecuteAsync(
            """
            DELETE FROM entry USING seal, chain
            WHERE seal.chain = $1 AND seal.number <= $2 AND chain.id = seal.chain AND entry.journal = chain.journal
                AND entry.exchange_id = seal.exchange_id AND entry.failed_attempt = seal.failed_attempt
            """,
            cancellation,
            row,
            anchor.Entries);
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

    private static async Task<(LedgerChain Chain, byte[] Proof)> ReadAsync(NpgsqlConnection connection, long row, CancellationToken cancellation)
    {
        await using var command = connection.Command(PostgresChainRow.Select + " WHERE chain.id = $1", row);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return PostgresPages.ReadOne(rows, from =>
        {
            from.Number();
            var chain = PostgresChainRow.Read(ref from);
            from.Text();
            return (chain, from.BytesOrNull() ?? []);
        });
    }

    private async Task<LedgerAnchor> FindAnchorAsync(NpgsqlConnection connection, long row, LedgerChain chain, byte[] proof, CancellationToken cancellation)
    {
        var search = new AnchorSearch(key, chain, proof, time);
        var passed = chain.Anchor.Entries;
        while (await ReadPageAsync(connection, row, passed, cancellation) is { Count: > 0 } page)
        {
            if (!page.TrueForAll(seal => search.Pass(seal.Number, seal.Mac, PlaceOf(chain, seal))))
                break;
            passed = page[^1].Number;
        }

        return search.Anchor;
    }

    private static async Task<List<PostgresSealRow>> ReadPageAsync(NpgsqlConnection connection, long row, long behind, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            $"{PostgresSealRow.Select} AND seal.number > $2 ORDER BY seal.number LIMIT {PageSize}", row, behind);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var page = new List<PostgresSealRow>();
        while (await rows.ReadAsync(cancellation))
            page.Add(PostgresPages.ReadOne(rows, PostgresSealRow.Read));
        return page;
    }

    private EntryPlace? PlaceOf(LedgerChain chain, PostgresSealRow seal) => seal.Place is null && !seal.WasPassedOver(key)
        ? throw new StoreException($"The ledger in PostgreSQL is not whole, so nothing is pruned. The entry number {seal.Number} of the chain of journal {chain.Journal}, exchange {seal.Exchange}, was deleted.")
        : seal.Place;
}
