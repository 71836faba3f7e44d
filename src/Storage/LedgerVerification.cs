using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Seals;

namespace FerroGate.Storage;

/// <summary>What a walk over all chains of a ledger found.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Chains">How many chains they are in.</param>
/// <param name="Pruned">How many more entries were pruned.</param>
/// <param name="Faults">What somebody did to it, a sentence each; none where it is whole.</param>
public sealed record LedgerVerification(long Entries, int Chains, long Pruned, IReadOnlyList<string> Faults)
{
    /// <summary>Walks over the ledger of a data directory, which a gateway may use meanwhile.</summary>
    /// <param name="path">The data directory.</param>
    /// <param name="options">How the store keeps its data.</param>
    /// <param name="heads">Heads that were written down elsewhere, such as in the log: what they know of must be there.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="StoreException">It cannot be read; the message says why.</exception>
    public static LedgerVerification Run(string path, StoreOptions options, IReadOnlyList<LedgerHead> heads, TimeProvider clock)
    {
        var paths = DataPaths.OpenWithLedger(path);
        var key = LedgerKey.OpenExisting(paths, options.LedgerKey);
        using var database = Database.Open(paths.Ledger, Migrations.Ledger, clock, options.BusyTimeout);
        return new LedgerWalk(database, key, heads).Run();
    }
}
