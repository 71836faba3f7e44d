using FerroGate.Core.Exchanges;

namespace FerroGate.Core.Stored;

/// <summary>Remembers what providers store for whom, until they delete it themselves.</summary>
public interface IStoredObjects
{
    /// <summary>
    /// Remembers them, with what is held for them. What is there already stays whose it is; only what its own exchange says of it
    /// anew is taken over.
    /// </summary>
    Task KeepAsync(IReadOnlyList<StoredObject> objects, BackgroundHold? hold, CancellationToken cancellation);

    /// <summary>Those of these names that are known.</summary>
    /// <exception cref="StoredObjectsAwayException">Others than those that it tells of may be known, too.</exception>
    Task<IReadOnlyList<StoredObject>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellation);

    /// <summary>A response was deleted, with all that belongs to it.</summary>
    Task ForgetAsync(string responseId, CancellationToken cancellation);

    /// <summary>What is held for responses whose result nobody has seen.</summary>
    Task<IReadOnlyList<BackgroundHold>> HoldsAsync(CancellationToken cancellation);

    /// <summary>The exchange has its entry in the ledger, so nothing is held for it any more.</summary>
    Task ReleaseAsync(ExchangeId exchange, CancellationToken cancellation);
}
