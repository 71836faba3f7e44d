using FerroGate.Storage.DataDirectory;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;

namespace FerroGate.Storage;

/// <summary>What a walk over the ledger of a fleet found.</summary>
/// <param name="Entries">How many entries there are.</param>
/// <param name="Chains">How many chains could be verified.</param>
/// <param name="Foreign">How many more were sealed with other keys, which those have who can verify them.</param>
/// <param name="Pruned">How many entries of the verified chains were pruned.</param>
/// <param name="Faults">What somebody did to it, a sentence each; none where it is whole.</param>
public sealed record FleetVerification(long Entries, int Chains, int Foreign, long Pruned, IReadOnlyList<string> Faults)
{
    /// <summary>Walks over the ledger of the fleet, which gateways may use meanwhile.</summary>
    /// <param name="path">The data directory of this gateway, whose key is used.</param>
    /// <param name="options">How the store keeps its data; with a database of the fleet.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="cancellation">Nobody wants to know it any more.</param>
    /// <exception cref="StoreException">It cannot be read; the message says why.</exception>
    public static async Task<FleetVerification> RunAsync(string path, StoreOptions options, TimeProvider clock, CancellationToken cancellation)
    {
        var paths = DataPaths.OpenWithLedger(path);
        var key = LedgerKey.OpenExisting(paths, options.LedgerKey);
        using var ledger = Database.Open(paths.Ledger, Migrations.Ledger, clock, options.BusyTimeout);
        await using var database = await PostgresDatabase.OpenAsync(options.Postgres!, clock, _ => { }, cancellation);
        try
        {
            // Read first: what is added meanwhile is not missed.
            var own = new ShippingSource(ledger).Chains();
            return await new PostgresLedgerWalk(database, key, own).RunAsync(cancellation);
        }
        catch (PostgresAwayException away)
        {
            throw new StoreException(away.Message);
        }
    }
}
