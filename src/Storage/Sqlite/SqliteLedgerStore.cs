using FerroGate.Core.Ledger;
using FerroGate.Core.Limits.Shared;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite.Seals;
using FerroGate.Storage.Sqlite.Usage;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Copies settled entries into <c>ledger.db</c>, seals them, and keeps the sums of usage, all in the same transaction.</summary>
internal sealed class SqliteLedgerStore(Database database, LedgerKey key) : ILedgerStore
{
    private static readonly string InsertEntry =
        $"INSERT INTO entry {RowWriter.Columns("journal, sequence, " + EntryRow.Columns)} ON CONFLICT DO NOTHING RETURNING id";

    /// <summary>Called when entries were added; must not throw.</summary>
    public Action? Added { get; set; }

    public long WatermarkOf(JournalId journal)
    {
        using var connection = database.Connect();
        return (long?)connection.Scalar("SELECT sealed FROM journal WHERE start_id = $id", ("$id", BytesOf(journal))) ?? 0;
    }

    /// <summary>The last entry of a journal that is there, sealed or not, inside a transaction.</summary>
    public static long LastOf(SqliteConnection connection, JournalId journal) =>
        (long?)connection.Scalar("SELECT projected FROM journal WHERE start_id = $id", ("$id", BytesOf(journal))) ?? 0;

    /// <summary>The last entry of each journal that is there, inside a transaction.</summary>
    public static IReadOnlyList<JournalPlace> PlacesOf(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT start_id, projected FROM journal");
        using var rows = command.ExecuteReader();
        var places = new List<JournalPlace>();
        while (rows.Read())
            places.Add(new JournalPlace(new JournalId(new Guid(rows.GetFieldValue<byte[]>(0), bigEndian: true)).ToString(), rows.GetInt64(1)));
        return places;
    }

    public int Add(JournalId journal, IReadOnlyList<ProjectedEntry> entries)
    {
        try
        {
            var duplicates = Insert(journal, entries);
            Added?.Invoke();
            return duplicates;
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
        using var connection = database.ConnectToWrite();
        using var transaction = connection.BeginTransaction(deferred: false);
        var row = (long)connection.Scalar(
            """
            INSERT INTO journal (start_id, projected, sealed) VALUES ($id, $last, $last)
            ON CONFLICT (start_id) DO UPDATE SET projected = MAX(projected, excluded.projected), sealed = MAX(sealed, excluded.sealed)
            RETURNING id
            """,
            ("$id", BytesOf(journal)),
            ("$last", entries[^1].Sequence))!;

        using var insert = new SqliteRow(connection, InsertEntry);
        using var seals = new SealWriter(connection, key, journal, row);
        var duplicates = 0;
        foreach (var projected in entries.Select(Stored))
        {
            if (TryInsert(projected.Entry, projected.Sequence))
            {
                // Whoever has settled the exchange has settled its attempts, too.
                foreach (var failed in projected.Failed)
                    TryInsert(failed, projected.Sequence);
            }
            else if (!TrySealThere(connection, seals, row, projected))
            {
                duplicates++;
            }
        }

        seals.Complete();
        UsageFold.RunIfWorthwhile(connection);
        transaction.Commit();
        return duplicates;

        bool TryInsert(LedgerEntry entry, long sequence)
        {
            EntryRow.Write(insert.Start().Number(row).Number(sequence), entry);
            if (insert.RunForNumber() is not { } id)
                return false;

            seals.Add(id, sequence, entry);
            return true;
        }
    }

    /// <summary>
    /// Tells entries that are projected a second time from those whose exchange another record settled. An older process, which knows
    /// nothing of seals, may have added them while it handed over: they are sealed as the journal has them, whatever the table says.
    /// </summary>
    private static bool TrySealThere(SqliteConnection connection, SealWriter seals, long journal, ProjectedEntry projected)
    {
        using var command = connection.Command(
            """
            SELECT id, failed_attempt, seal.entry IS NOT NULL FROM entry LEFT JOIN seal ON seal.entry = id
            WHERE journal = $journal AND sequence = $sequence ORDER BY id
            """,
            ("$journal", journal),
            ("$sequence", projected.Sequence));
        using var rows = command.ExecuteReader();
        var isThere = false;
        while (rows.Read())
        {
            var row = new RowReader(rows);
            var (id, attempt, isSealed) = (row.Number(), row.Number(), row.Flag());
            isThere = true;
            if (!isSealed && projected.Failed.Prepend(projected.Entry).FirstOrDefault(entry => (entry.FailedAttempt ?? 0) == attempt) is { } entry)
                seals.Add(id, projected.Sequence, entry);
        }

        return isThere;
    }

    private static ProjectedEntry Stored(ProjectedEntry projected) =>
        projected with { Entry = StoredText.Of(projected.Entry), Failed = [.. projected.Failed.Select(StoredText.Of)] };

    private static byte[] BytesOf(JournalId journal) => journal.Value.ToByteArray(bigEndian: true);
}
