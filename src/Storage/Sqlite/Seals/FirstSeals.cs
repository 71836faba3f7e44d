using FerroGate.Storage.Journal;
using FerroGate.Storage.Seals;

namespace FerroGate.Storage.Sqlite.Seals;

/// <summary>Seals the entries of a ledger from before there were seals, as they are found.</summary>
internal static class FirstSeals
{
    /// <returns>How many entries that were; 0 once there are chains, or somebody has deleted them.</returns>
    public static long Write(Database database, LedgerKey key)
    {
        using var connection = database.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (connection.Scalar("SELECT 1 WHERE EXISTS (SELECT 1 FROM chain) OR EXISTS (SELECT 1 FROM journal WHERE sealed > 0)") is not null)
            return 0;

        var writers = new Dictionary<long, SealWriter>();
        var count = 0L;
        using (var command = connection.Command(
            $"SELECT entry.id, journal.id, start_id, sequence, {EntryRow.Columns} FROM entry JOIN journal ON journal.id = journal ORDER BY entry.id"))
        using (var rows = command.ExecuteReader())
        {
            while (rows.Read())
            {
                var row = new RowReader(rows);
                var (id, journal, start, sequence, entry) = (row.Number(), row.Number(), new JournalId(row.Id()), row.Number(), EntryRow.Read(row));
                if (!writers.TryGetValue(journal, out var writer))
                    writers[journal] = writer = new SealWriter(connection, key, start, journal);
                writer.Add(id, sequence, entry);
                count++;
            }
        }

        foreach (var writer in writers.Values)
        {
            writer.Complete();
            writer.Dispose();
        }

        connection.Execute("UPDATE journal SET sealed = projected WHERE id IN (SELECT journal FROM chain)");
        transaction.Commit();
        return count;
    }
}
