using FerroGate.Core.Resources;

namespace FerroGate.Admin.Resources;

/// <summary>Shows the resources of the gateway, and changes those that it was given by API.</summary>
public interface IResourceControl
{
    /// <summary>All of a kind that are in force: those of the file in its order, then those of the store.</summary>
    IReadOnlyList<ResourceItem> List(ResourceKind kind);

    /// <summary>Makes one; it is in force when this is done.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="json">What it says.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Nobody waits any more; what has begun is not left half-way.</param>
    Task<ResourceChange> CreateAsync(ResourceKind kind, string json, AdminActor actor, CancellationToken cancellation);

    /// <summary>Changes what one says.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="id">What it is called.</param>
    /// <param name="edit">What it says from now on, made of what it says now.</param>
    /// <param name="version">The version that must be changed; <c>null</c> for whichever there is.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<ResourceChange> UpdateAsync(ResourceKind kind, string id, Func<string, string> edit, long? version, AdminActor actor, CancellationToken cancellation);

    /// <summary>Takes one away.</summary>
    Task<ResourceChange> DeleteAsync(ResourceKind kind, string id, long? version, AdminActor actor, CancellationToken cancellation);
}
