using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Seals;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Adds what a node has sealed to the ledger of the fleet: entries, seals, sums and the watermark in the same transaction.</summary>
/// <param name="database">The database.</param>
/// <param name="key">What this node seals with.</param>
/// <param name="node">What this node is called.</param>
internal sealed class PostgresLedgerStore(PostgresDatabase database, LedgerKey key, string node)
{
    /// <summary>The last entry of each journal of one ledger that is there.</summary>
    public Task<IReadOnlyDictionary<JournalId, long>> WatermarksAsync(JournalId ledger, CancellationToken cancellation) => database.UseAsync(
        (connection, token) => ReadWatermarksAsync(connection, "WHERE ledger = $1", token, ledger.Value), cancellation);

    /// <summary>The last entry of each journal that is there, of those that a condition holds for.</summary>
    public static async Task<IReadOnlyDictionary<JournalId, long>> ReadWatermarksAsync(
        NpgsqlConnection connection, string condition, CancellationToken cancellation, params object?[] parameters)
    {
        await using var command = connection.Command($"SELECT start_id, shipped FROM journal {condition}", parameters);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var watermarks = new Dictionary<JournalId, long>();
        while (await rows.ReadAsync(cancellation))
            watermarks[new JournalId(rows.GetGuid(0))] = rows.GetInt64(1);
        return watermarks;
    }

    /// <summary>Adds entries; those that are there already are passed over.</summary>
    /// <returns>How many were passed over because another journal has settled their exchange.</returns>
    public Task<int> AddAsync(JournalId ledger, Shipment shipment, CancellationToken cancellation) =>
        database.UseAsync((connection, token) => AddAsync(connection, ledger, shipment, token), cancellation);

    private async Task<int> AddAsync(NpgsqlConnection connection, JournalId ledger, Shipment shipment, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var (row, shipped) = await LockJournalAsync(connection, ledger, shipment.Journal, cancellation);
        List<SealedEntry> entries = [.. shipment.Entries.Where(entry => entry.Sequence > shipped)];
        if (entries.Count == 0)
            return 0;

        var inserted = await InsertAsync(connection, row, entries, cancellation);
        foreach (var chain in shipment.Chains)
            await SealAsync(connection, row, chain, [.. entries.Where(entry => entry.Chain == chain.Chain.Id)], inserted, cancellation);

        var usage = new HourlyUsage();
        foreach (var entry in entries.Where(entry => inserted.Contains((entry.Entry.ExchangeId.Value, entry.Entry.FailedAttempt ?? 0))))
            usage.Add(entry.Entry);
        await PostgresUsageRows.AddAsync(connection, usage, cancellation);
        await connection.ExecuteAsync("UPDATE journal SET shipped = $2 WHERE id = $1", cancellation, row, entries[^1].Sequence);
        await transaction.CommitAsync(cancellation);
        return entries.Count - inserted.Count;
    }

    // Two processes of one node ship the journal of the older one while it hands over; the row's lock lets one after the other.
    private async Task<(long Row, long Shipped)> LockJournalAsync(NpgsqlConnection connection, JournalId ledger, JournalId journal, CancellationToken cancellation)
    {
        await using var command = connection.Command(
            """
            INSERT INTO journal (start_id, ledger, node, shipped) VALUES ($1, $2, $3, 0)
            ON CONFLICT (start_id) DO UPDATE SET node = excluded.node RETURNING id, shipped
            """,
            journal.Value,
            ledger.Value,
            node);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        return (rows.GetInt64(0), rows.GetInt64(1));
    }

    private static async Task<HashSet<(Guid Exchange, long Attempt)>> InsertAsync(
        NpgsqlConnection connection, long journal, List<SealedEntry> entries, CancellationToken cancellation)
    {
        var columns = new PostgresColumns();
        foreach (var (sequence, entry, _, _, _) in entries)
            EntryRow.Write(columns.Start().Number(journal).Number(sequence), entry);

        await using var command = connection.Command(
            $"INSERT INTO entry (journal, sequence, {EntryRow.Columns}) SELECT * FROM {columns.Table()} ON CONFLICT DO NOTHING RETURNING exchange_id, failed_attempt");
        command.Parameters.AddRange(columns.Parameters());
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var inserted = new HashSet<(Guid, long)>();
        while (await rows.ReadAsync(cancellation))
            inserted.Add((rows.GetGuid(0), rows.GetInt64(1)));
        return inserted;
    }

    private async Task SealAsync(NpgsqlConnection connection, long journal, SealedChain own, List<SealedEntry> entries, HashSet<(Guid, long)> inserted, CancellationToken cancellation)
    {
        var (row, chain) = await PostgresChainRow.FindOrBeginAsync(connection, journal, own, cancellation);
        entries.RemoveAll(entry => entry.Number <= chain.Entries);
        if (entries.Count == 0)
            return;

        var columns = new PostgresColumns();
        foreach (var (sequence, entry, _, number, mac) in entries)
        {
            var (exchange, attempt) = (entry.ExchangeId.Value, entry.FailedAttempt ?? 0);
            var passedOver = own.KeyId == key.Id && !inserted.Contains((exchange, attempt)) ? Seal.OfPassedOver(key, mac) : null;
            columns.Start().Number(row).Number(number).Bytes(mac).Number(sequence).Id(exchange).Number(attempt).Bytes(passedOver);
        }

        await using var insert = connection.Command($"INSERT INTO seal (chain, number, mac, sequence, exchange_id, failed_attempt, passed_over) SELECT * FROM {columns.Table()}");
        insert.Parameters.AddRange(columns.Parameters());
        await insert.ExecuteNonQueryAsync(cancellation);

        chain = chain with { Entries = entries[^1].Number, Head = entries[^1].Mac };

        // Of a chain that another key has sealed only the last proof is known.
        var proof = own.KeyId == key.Id ? Seal.OfChain(key, chain) : own.Proof;
        await connection.ExecuteAsync("UPDATE chain SET entries = $2, head = $3, proof = $4 WHERE id = $1", cancellation, row, chain.Entries, chain.Head, proof);
    }
}
