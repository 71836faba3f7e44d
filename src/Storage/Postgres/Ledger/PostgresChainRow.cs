using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>A chain as a row of the table <c>chain</c>, joined with its journal.</summary>
internal static class PostgresChainRow
{
    public const string Select =
        """
        SELECT chain.id, number, start_id, beginning, anchor_entries, anchor_cost, anchor_mac, entries, head, key_id, proof
        FROM chain JOIN journal ON journal.id = chain.journal
        """;

    /// <summary>The chain as it stands here; one that is new begins with what was pruned of it before it came.</summary>
    public static async Task<(long Row, LedgerChain Chain)> FindOrBeginAsync(
        NpgsqlConnection connection, long journal, SealedChain own, CancellationToken cancellation)
    {
        var chain = own.Chain;
        await connection.ExecuteAsync(
            """
            INSERT INTO chain (journal, number, key_id, beginning, anchor_entries, anchor_cost, anchor_mac, entries, head, proof)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $5, $7, $8) ON CONFLICT DO NOTHING
            """,
            cancellation,
            journal,
            chain.Id,
            own.KeyId,
            chain.Beginning,
            chain.Anchor.Entries,
            chain.Anchor.CostNanoUsd,
            chain.Anchor.Mac,
            Array.Empty<byte>());
        await using var command = connection.Command(Select + " WHERE chain.journal = $1 AND key_id = $2", journal, own.KeyId);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        await rows.ReadAsync(cancellation);
        var row = new RowReader(rows);
        return (row.Number(), Read(ref row));
    }

    /// <summary>Reads the columns from the number on.</summary>
    public static LedgerChain Read(ref RowReader from) => new(
        from.Number(),
        new JournalId(from.Id()),
        from.BytesOrNull() ?? [],
        new LedgerAnchor(from.Number(), from.Number(), from.BytesOrNull() ?? []),
        from.Number(),
        from.BytesOrNull() ?? []);
}
