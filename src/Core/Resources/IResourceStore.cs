namespace FerroGate.Core.Resources;

/// <summary>The resources that were made through the admin API.</summary>
public interface IResourceStore
{
    /// <summary>All of them, of each kind in the order in which they were made.</summary>
    Task<IReadOnlyList<StoredResource>> ListAsync(CancellationToken cancellation);

    /// <summary>A number that differs after any process has changed the store; cheap enough to ask every second.</summary>
    Task<long> VersionAsync(CancellationToken cancellation);

    /// <summary>Adds one; <c>null</c> when there is one of its kind and id already.</summary>
    Task<StoredResource?> TryAddAsync(ResourceKind kind, string id, string json, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Changes what one says; <c>null</c> when it is not there in the version any more.</summary>
    Task<StoredResource?> TryUpdateAsync(ResourceKind kind, string id, long version, string json, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>Takes one away; <c>false</c> when it is not there in the version any more.</summary>
    Task<bool> TryDeleteAsync(ResourceKind kind, string id, long version, CancellationToken cancellation);
}
