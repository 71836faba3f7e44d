namespace FerroGate.Core.Keys;

/// <summary>The keys that were made by command or API and live in the store of this machine.</summary>
public interface IKeyStore
{
    /// <summary>Adds a key; <c>false</c> when its id or its secret is there already.</summary>
    Task<bool> TryAddAsync(VirtualKey key, DateTimeOffset createdAt, CancellationToken cancellation);

    /// <summary>Changes everything of a key but its secrets; <c>false</c> when it is not there in the version any more.</summary>
    Task<bool> TryUpdateAsync(VirtualKey key, long version, CancellationToken cancellation);

    /// <summary>Gives a key another secret, beside which the present one is accepted until a moment; <c>false</c> when it is not there in the version any more.</summary>
    /// <param name="id">The key.</param>
    /// <param name="version">The version; <c>null</c> for whichever there is.</param>
    /// <param name="hash">The hash of the new secret.</param>
    /// <param name="previousUntil">The moment.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<bool> TryRotateAsync(string id, long? version, KeyHash hash, DateTimeOffset previousUntil, CancellationToken cancellation);

    /// <summary>Switches a key on or off; <c>false</c> when there is no such key.</summary>
    Task<bool> TryEnableAsync(string id, bool enabled, CancellationToken cancellation);

    /// <summary>Forgets a key; <c>false</c> when there is no such key.</summary>
    Task<bool> TryDeleteAsync(string id, CancellationToken cancellation);

    /// <summary>Forgets a key; <c>false</c> when it is not there in the version any more.</summary>
    Task<bool> TryDeleteAsync(string id, long version, CancellationToken cancellation);

    /// <summary>One key; <c>null</c> where it is not there.</summary>
    Task<StoredKey?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>The keys behind an id, in the order of ids.</summary>
    /// <param name="after">The id; <c>null</c> for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="tenants">Whose; <c>null</c> is everybody's.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<IReadOnlyList<StoredKey>> PageAsync(string? after, int limit, IReadOnlyList<Tenant>? tenants, CancellationToken cancellation);

    /// <summary>All stored keys.</summary>
    Task<IReadOnlyList<VirtualKey>> ListAsync(CancellationToken cancellation);

    /// <summary>
    /// What any process has changed since a version; 0 is from the beginning. Cheap enough to ask every second, however many keys there are.
    /// </summary>
    Task<KeyChanges> ChangesAsync(long since, CancellationToken cancellation);

    /// <summary>Notes when keys were used last, those of the config file too; what is older than what is noted already is passed over.</summary>
    Task NoteUsesAsync(IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> uses, CancellationToken cancellation);

    /// <summary>When keys were used last, by id.</summary>
    Task<IReadOnlyDictionary<string, DateTimeOffset>> LastUsesAsync(CancellationToken cancellation);
}
