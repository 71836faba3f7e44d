using FerroGate.Core.Keys;

namespace FerroGate.Admin.ApiKeys;

/// <summary>Shows the keys of the gateway, and changes those of the store. Nobody grants more than they have.</summary>
public interface IKeyControl
{
    /// <summary>Keys behind an id, in the order of ids: those of the config file and of the store.</summary>
    /// <param name="after">The id; <c>null</c> for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="tenants">Whose; <c>null</c> is everybody's.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<IReadOnlyList<KeyItem>> ListAsync(string? after, int limit, IReadOnlyList<Tenant>? tenants, CancellationToken cancellation);

    /// <summary>One key; <c>null</c> where it is not there.</summary>
    Task<KeyItem?> FindAsync(string id, CancellationToken cancellation);

    /// <summary>Makes one; where what is sent has neither a secret nor a hash, a secret is made and told this once.</summary>
    Task<KeyAnswer> CreateAsync(string json, AdminActor actor, CancellationToken cancellation);

    /// <summary>Changes what one says, but for its secret.</summary>
    /// <param name="id">The key.</param>
    /// <param name="edit">What it says from now on, made of what it says now.</param>
    /// <param name="version">The version that must be changed; <c>null</c> for whichever there is.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<KeyAnswer> UpdateAsync(string id, Func<string, string> edit, long? version, AdminActor actor, CancellationToken cancellation);

    /// <summary>Gives it another secret; the one before goes on for a while.</summary>
    /// <param name="id">The key.</param>
    /// <param name="overlap">For how long, as a duration such as <c>24h</c>; <c>null</c> for a day.</param>
    /// <param name="version">The version that must be changed; <c>null</c> for whichever there is.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="cancellation">Nobody waits any more.</param>
    Task<KeyAnswer> RotateAsync(string id, string? overlap, long? version, AdminActor actor, CancellationToken cancellation);

    /// <summary>Forgets it. What it did stays in the ledger.</summary>
    Task<KeyAnswer> DeleteAsync(string id, long? version, AdminActor actor, CancellationToken cancellation);
}
