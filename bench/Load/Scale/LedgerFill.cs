using System.Diagnostics;
using FerroGate.Storage;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Usage;

namespace FerroGate.Bench.Load.Scale;

/// <summary>Fills a data directory as a gateway would have in 90 days, but faster: entries are sealed and summed, and only their journal is left out.</summary>
internal static class LedgerFill
{
    private const int BatchSize = 16_384;

    private static readonly TimeSpan Past = TimeSpan.FromDays(90);

    /// <summary>Fills a folder that is not there yet, and goes on where it was stopped; one that is there, is as it was filled.</summary>
    public static async Task RunAsync(string folder, int keys, int entries)
    {
        if (Directory.Exists(folder))
            return;

        var start = Stopwatch.GetTimestamp();
        var unfinished = folder + ".unfinished";
        var population = new Population(keys);
        await using (var store = await LocalStore.OpenAsync(unfinished, new StoreOptions(), TimeProvider.System))
        {
            foreach (var key in population.Keys)
                await store.Keys.TryAddAsync(key, TimeProvider.System.GetUtcNow(), CancellationToken.None);
        }

        Console.Error.WriteLine($"{keys} keys in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        var paths = DataPaths.Open(unfinished);
        using (var database = Database.Open(paths.Ledger, Migrations.Ledger, TimeProvider.System, TimeSpan.FromSeconds(5)))
        {
            Fill(new SqliteLedgerStore(database, LedgerKey.Open(paths, null)), population, CountOf(database), entries);
            UsageFold.Run(database);
        }

        Console.Error.WriteLine($"{entries} entries in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        Directory.Move(unfinished, folder);
    }

    private static int CountOf(Database database)
    {
        using var connection = database.Connect();
        return (int)(long)connection.Scalar("SELECT COALESCE(MAX(id), 0) FROM entry")!;
    }

    // Each time that it goes on it is another gateway's journal.
    private static void Fill(SqliteLedgerStore ledger, Population population, int first, int entries)
    {
        var now = TimeProvider.System.GetUtcNow();
        var journal = new JournalId(Guid.CreateVersion7(now - Past));
        foreach (var batch in Enumerable.Range(first, entries - first).Chunk(BatchSize))
        {
            ledger.Add(journal, [.. batch.Select(number => new ProjectedEntry(number - first + 1, population.EntryAt(now - Past + Past * ((double)number / entries))))]);
            ledger.Checkpoint();
            if ((batch[0] - first) % (BatchSize * 32) == 0)
                Console.Error.WriteLine($"{batch[0]} entries");
        }
    }
}
