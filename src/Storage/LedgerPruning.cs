using FerroGate.Core.Money;
using FerroGate.Storage.DataDirectory;
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
        while (ChainPrune.Run(database, key, before) is { Entries: > 0 } more)
            pruned = new LedgerPruning(pruned.Entries + more.Entries, pruned.Cost + more.Cost);
        return pruned;
    }
}
