using System.Diagnostics;
using FerroGate.Storage;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Usage;

namespace FerroGate.Bench.Load.Questions.Scale;

/// <summary>Fills a data directory as a gateway would have in 90 days, but faster: entries are sealed and summed, and only their journal is left out.</summary>
internal static class LedgerFill
{
    private const int BatchSize = 16_384;

    private static readonly TimeSpan Past = TimeSpan.FromDays(90);

    /// <summary>Fills a folder that is not there yet; one that is, is as it was filled.</summary>
    public static async Task RunAsync(string folder, int keys, int entries)
    {
        if (Directory.Exists(folder))
            return;

        var start = Stopwatch.GetTimestamp();
        var unfinished = folder + ".unfinished";
        if (Directory.Exists(unfinished))
            Directory.Delete(unfinished, recursive: true);
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
            Fill(new SqliteLedgerStore(database, LedgerKey.Open(paths, null)), population, entries);
            UsageFold.Run(database);
        }

        Console.Error.WriteLine($"{entries} entries in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s");
        Directory.Move(unfinished, folder);
    }

    private static void Fill(SqliteLedgerStore ledger, Population population, int entries)
    {
        var now = TimeProvider.System.GetUtcNow();
        var journal = new JournalId(Guid.CreateVersion7(now - Past));
        foreach (var batch in Enumerable.Range(0, entries).Chunk(BatchSize))
        {
            ledger.Add(journal, [.. batch.Select(number => new ProjectedEntry(number + 1, population.EntryAt(now - Past + Past * ((double)number / entries))))]);
            ledger.Checkpoint();
            if (batch[0] % (BatchSize * 32) == 0)
                Console.Error.WriteLine($"{batch[0]} entries");
        }
    }
}
