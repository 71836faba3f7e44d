using FerroGate.Core.Money;
using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Seals;
using FerroGate.Storage.Sqlite.Usage;

namespace FerroGate.Storage;

/// <summary>What was taken out of a ledger, for which anchors stand now.</summary>
/// <param name="Entries">How many entries.</param>
/// <param name="Cost">What their known costs come to.</param>
public sealed record LedgerPruning(long Entries, NanoUsd Cost)
{
    /// <summary>
    /// The same, and in the ledger of the fleet, where there is one: what this gateway has brought there. What has not arrived there is not
    /// taken out here.
    /// </summary>
    /// <exception cref="StoreException">A ledger cannot be used, or is not whole; the message says why.</exception>
    public static async Task<LedgerPruning> RunAsync(string path, StoreOptions options, DateTimeOffset before, TimeProvider clock, CancellationToken cancellation)
    {
        if (options.Postgres is not { } address)
            return Run(path, options, before, clock);

        if ((await FleetVerification.RunAsync(path, options, clock, cancellation)).Faults is [var fault, ..])
            throw new StoreException($"The ledger in PostgreSQL at {address} is not whole, so nothing is pruned. {fault}");

        await using var database = await PostgresDatabase.OpenAsync(address, clock, _ => { }, cancellation);
        var paths = DataPaths.OpenWithLedger(path);
        var key = LedgerKey.OpenExisting(paths, options.LedgerKey);
        try
        {
            var journals = await RefuseWhatHasNotArrivedAsync(paths, options, database, before, clock, cancellation);
            var pruned = Run(path, options, before, clock);
            await new PostgresPrune(database, key, journals, new PruneTime(before, clock.GetUtcNow())).RunAsync(cancellation);
            return pruned;
        }
        catch (PostgresAwayException away)
        {
            throw new StoreException(away.Message);
        }
    }

    /// <summary>Takes out what was settled before a moment, from the beginning of each chain. A gateway may use the ledger meanwhile.</summary>
    /// <exception cref="StoreException">The ledger cannot be used, or is not whole; the message says why.</exception>
    public static LedgerPruning Run(string path, StoreOptions options, DateTimeOffset before, TimeProvider clock)
    {
        var paths = DataPaths.OpenWithLedger(path);
        var key = LedgerKey.OpenExisting(paths, options.LedgerKey);
        using var database = Database.Open(paths.Ledger, Migrations.Ledger, clock, options.BusyTimeout);

        // Otherwise the traces of what somebody did would go with the entries.
        if (new LedgerWalk(database, key, heads: []).Run().Faults is [var fault, ..])
            throw new StoreException($"The ledger is not whole, so nothing is pruned. {fault}");

        UsageFold.Run(database);
        var pruned = new LedgerPruning(0, NanoUsd.Zero);
        foreach (var more in new ChainPrune(database, key, new PruneTime(before, clock.GetUtcNow())).Run())
            pruned = new LedgerPruning(pruned.Entries + more.Entries, pruned.Cost + more.Cost);
        return pruned;
    }

    /// <returns>The journals of this gateway.</returns>
    private static async Task<IReadOnlyList<JournalId>> RefuseWhatHasNotArrivedAsync(
        DataPaths paths, StoreOptions options, PostgresDatabase database, DateTimeOffset before, TimeProvider clock, CancellationToken cancellation)
    {
        using var ledger = Database.Open(paths.Ledger, Migrations.Ledger, clock, options.BusyTimeout);
        var arrived = await database.UseAsync((connection, token) => PostgresLedgerStore.ReadWatermarksAsync(connection, "", token), cancellation);
        var waiting = 0L;
        var source = new ShippingSource(ledger);
        source.Read(arrived, DateTimeOffset.UnixEpoch, entry => waiting += entry.SettledAt < before ? 1 : 0);
        if (waiting > 0)
            throw new StoreException($"{waiting} of these entries have not arrived in PostgreSQL at {database.Address}, so nothing is pruned. Run the gateway until its status has no waiting entries.");
        return source.Journals();
    }
}
