using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Seals;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Reads from <c>ledger.db</c> what another ledger has not got.</summary>
internal sealed class ShippingSource(Database ledger)
{
    private const int BatchSize = 512;

    private const string Behind = "WHERE journal = $journal AND sequence > $after AND sequence <= (SELECT sealed FROM journal WHERE id = $journal)";

    /// <summary>What this ledger is known by among those of a fleet: its first journal. <c>null</c> while it has none.</summary>
    public JournalId? Identity()
    {
        using var connection = ledger.Connect();
        return connection.Scalar("SELECT start_id FROM chain JOIN journal ON journal.id = chain.journal ORDER BY chain.id LIMIT 1") is byte[] bytes
            ? new JournalId(new Guid(bytes, bigEndian: true))
            : null;
    }

    /// <summary>The journals whose entries this ledger has sealed.</summary>
    public IReadOnlyList<JournalId> Journals() => [.. Chains().Select(chain => chain.Chain.Chain.Journal)];

    /// <summary>The oldest entries that are missing; <c>null</c> where none is.</summary>
    /// <param name="shipped">The last entry of each journal that is there.</param>
    public Shipment? Next(IReadOnlyDictionary<JournalId, long> shipped)
    {
        using var connection = ledger.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        foreach (var (row, journal, after) in Unfinished(connection, shipped))
        {
            if (Entries(connection, row, after) is { Count: > 0 } entries)
                return new Shipment(journal, entries, Chains(connection, entries));
        }

        return null;
    }

    /// <summary>How many entries are missing.</summary>
    public long Count(IReadOnlyDictionary<JournalId, long> shipped)
    {
        using var connection = ledger.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        return Unfinished(connection, shipped).Sum(journal => (long)connection.Scalar($"SELECT COUNT(*) FROM entry {Behind}", ("$journal", journal.Row), ("$after", journal.After))!);
    }

    /// <summary>Tells of each entry that is missing.</summary>
    public void Read(IReadOnlyDictionary<JournalId, long> shipped, DateTimeOffset reservedFrom, Action<LedgerEntry> entry)
    {
        using var connection = ledger.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        foreach (var journal in Unfinished(connection, shipped))
        {
            using var command = connection.Command(
                $"SELECT {EntryRow.Columns} FROM entry {Behind} AND reserved_at >= $from ORDER BY sequence, failed_attempt",
                ("$journal", journal.Row),
                ("$after", journal.After),
                ("$from", UnixMicroseconds.Of(reservedFrom)));
            using var rows = command.ExecuteReader();
            while (rows.Read())
                entry(EntryRow.Read(new RowReader(rows)));
        }
    }

    /// <summary>The chains with the last entry of their journals that is sealed.</summary>
    public IReadOnlyList<(SealedChain Chain, long Sealed)> Chains()
    {
        using var connection = ledger.Connect();
        using var command = connection.Command(ChainRow.Select);
        using var rows = command.ExecuteReader();
        var chains = new List<(SealedChain, long)>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            chains.Add((new SealedChain(ChainRow.Read(ref row), row.Text(), row.BytesOrNull() ?? []), row.Number()));
        }

        return chains;
    }

    private static List<(long Row, JournalId Journal, long After)> Unfinished(SqliteConnection connection, IReadOnlyDictionary<JournalId, long> shipped)
    {
        using var command = connection.Command("SELECT id, start_id, sealed FROM journal ORDER BY id");
        using var rows = command.ExecuteReader();
        var found = new List<(long, JournalId, long)>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var (id, journal, last) = (row.Number(), new JournalId(row.Id()), row.Number());
            var after = shipped.GetValueOrDefault(journal);
            if (last > after)
                found.Add((id, journal, after));
        }

        return found;
    }

    private static List<SealedEntry> Entries(SqliteConnection connection, long journal, long after)
    {
        using var command = connection.Command(
            $"SELECT sequence, chain, number, mac, {EntryRow.Columns} FROM entry JOIN seal ON seal.entry = entry.id {Behind} ORDER BY sequence, failed_attempt", ("$journal", journal), ("$after", after));
        using var rows = command.ExecuteReader();
        var entries = new List<SealedEntry>();
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var (sequence, chain, number, mac) = (row.Number(), row.Number(), row.Number(), row.BytesOrNull()!);

            // The entries of an exchange are one step of the watermark.
            if (entries.Count >= BatchSize && entries[^1].Sequence != sequence)
                break;
            entries.Add(new SealedEntry(sequence, EntryRow.Read(row), chain, number, mac));
        }

        return entries;
    }

    private static List<SealedChain> Chains(SqliteConnection connection, List<SealedEntry> entries)
    {
        var chains = new List<SealedChain>();
        foreach (var id in entries.Select(entry => entry.Chain).Distinct())
        {
            using var command = connection.Command(ChainRow.Select + " WHERE chain.id = $id", ("$id", id));
            using var rows = command.ExecuteReader();
            rows.Read();
            var row = new RowReader(rows);
            chains.Add(new SealedChain(ChainRow.Read(ref row), row.Text(), row.BytesOrNull() ?? []));
        }

        return chains;
    }
}
