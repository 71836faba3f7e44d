using System.Globalization;
using System.Runtime.CompilerServices;
using FerroGate.Core.Records;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.Ledger;
using FerroGate.Storage.Seals;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Seals;
using FerroGate.Storage.Sqlite.Usage;

namespace FerroGate.Storage.Upkeep;

/// <summary>Prunes the ledger of entries that are older than is kept, as <c>ledger prune</c> does; nothing where nobody said how long that is.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="key">What it is sealed with.</param>
/// <param name="days">For how many days entries are kept.</param>
internal sealed class LedgerRetention(Database ledger, LedgerKey key, int? days) : IRetained
{
    private volatile Retention _kept = new(days);

    /// <summary>The ledger of the fleet, from which what this gateway has brought there goes as well.</summary>
    public FleetStore? Fleet { get; init; }

    /// <summary>Is told of what was taken out.</summary>
    public required IAuditLog Audit { get; init; }

    /// <summary>Keeps entries for so many days from now on.</summary>
    public void Retain(int? count) => _kept = new Retention(count);

    public async IAsyncEnumerable<long> PruneAsync(DateTimeOffset now, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (_kept.Before(now) is not { } before)
            yield break;

        var (time, pruned) = (new PruneTime(before, now), new LedgerPruning(0, default));
        await Task.Run(() => UsageFold.Run(ledger), cancellation);
        var chains = new ChainPrune(ledger, key, time) { MayGo = Fleet is { } fleet ? fleet.HasArrived : (_, _) => true };
        using var parts = chains.Run().GetEnumerator();
        while (await Task.Run(parts.MoveNext, cancellation))
        {
            pruned = new LedgerPruning(pruned.Entries + parts.Current.Entries, pruned.Cost + parts.Current.Cost);
            yield return parts.Current.Entries;
        }

        if (pruned.Entries > 0)
            await TellAsync(pruned, now, cancellation);
        if (Fleet is null)
            yield break;

        var shared = new PostgresPrune(Fleet.Database, key, new ShippingSource(ledger).Journals(), time);
        foreach (var chain in await shared.ChainsAsync(cancellation))
        {
            while (await shared.RunOnceAsync(chain, cancellation) is > 0 and var part)
                yield return part;
        }
    }

    private Task TellAsync(LedgerPruning pruned, DateTimeOffset now, CancellationToken cancellation)
    {
        var summary = string.Create(CultureInfo.InvariantCulture, $"{pruned.Entries} entries that were older than {_kept.Days} days and cost {pruned.Cost}");
        return Audit.AddAsync(new AuditEvent(Guid.CreateVersion7(now), now, "retention", "ledger.prune", "ledger", "committed", summary), cancellation);
    }
}
