namespace FerroGate.Core.Keys;

/// <summary>The keys that were made by command or API and live in the store of this machine.</summary>
public interface IKeyStore
{
    /// <summary>Adds a key; <c>false</c> when its id or its secret is there already.</summary>
    Task<bool> TryAddAsync(VirtualKey key, DateTimeOffset createdAt, CancellationToken cancellation);

    /// <summary>All stored keys.</summary>
    Task<IReadOnlyList<VirtualKey>> ListAsync(CancellationToken cancellation);

    /// <summary>A number that differs after any process has changed the store; cheap enough to ask every second.</summary>
    Task<long> VersionAsync(CancellationToken cancellation);
}
