using FerroGate.Core.Ledger;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Sqlite.Usage;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Copies settled entries into <c>ledger.db</c> and keeps the sums of usage in the same transaction.</summary>
internal sealed class SqliteLedgerStore(Database database) : ILedgerStore
{
    private static readonly string InsertEntry =
        $"INSERT INTO entry {RowWriter.Columns("journal, sequence, " + EntryRow.Columns)} ON CONFLICT DO NOTHING";

    public long WatermarkOf(JournalId journal)
    {
        using var connection = database.Connect();
        return WatermarkOf(connection, journal);
    }

    /// <summary>The same inside a transaction.</summary>
    public static long WatermarkOf(SqliteConnection connection, JournalId journal) =>
        (long?)connection.Scalar("SELECT projected FROM journal WHERE start_id = $id", ("$id", BytesOf(journal))) ?? 0;

    public int Add(JournalId journal, IReadOnlyList<ProjectedEntry> entries)
    {
        try
        {
            return Insert(journal, entries);
        }
        catch (SqliteException)
        {
            // A connection that met a full or broken disk may not be in a state to go on with.
            database.Forget();
            throw;
        }
    }

    public bool Checkpoint() => Checkpoints.TryComplete(database);

    private int Insert(JournalId journal, IReadOnlyList<ProjectedEntry> entries)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var row = (long)connection.Scalar(
            """
            INSERT INTO journal (start_id, projected) VALUES ($id, $projected)
            ON CONFLICT (start_id) DO UPDATE SET projected = MAX(projected, excluded.projected)
            RETURNING id
            """,
            ("$id", BytesOf(journal)),
            ("$projected", entries[^1].Sequence))!;

        using var insert = connection.Command(InsertEntry);
        var insertRow = new RowWriter(insert);
        var duplicates = 0;
        foreach (var projected in entries)
        {
            if (TryInsert(projected.Entry, projected.Sequence))
            {
                // Whoever has settled the exchange has settled its attempts, too.
                foreach (var failed in projected.Failed)
                    TryInsert(failed, projected.Sequence);
            }
            else if (!IsThere(connection, row, projected.Sequence))
            {
                duplicates++;
            }
        }

        UsageFold.Run(connection);
        transaction.Commit();
        return duplicates;

        bool TryInsert(LedgerEntry entry, long sequence)
        {
            EntryRow.Write(insertRow.Start().Number(row).Number(sequence), entry);
            return insert.ExecuteNonQuery() > 0;
        }
    }

    /// <summary>Tells an entry that is projected a second time from one whose exchange another record settled.</summary>
    private static bool IsThere(SqliteConnection connection, long journal, long sequence) =>
        connection.Scalar(
            "SELECT 1 FROM entry WHERE journal = $journal AND sequence = $sequence",
            ("$journal", journal),
            ("$sequence", sequence)) is not null;

    private static byte[] BytesOf(JournalId journal) => journal.Value.ToByteArray(bigEndian: true);
}
