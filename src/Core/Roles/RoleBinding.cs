using System.Collections.Frozen;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Roles;

/// <summary>Gives somebody a role.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Role">The role.</param>
/// <param name="Tenant">About whom; <see cref="Tenant.None"/> is everybody, and what is for all.</param>
public sealed record RoleBinding(string Name, Role Role, Tenant Tenant)
{
    /// <summary>The ids of keys that have it, those of token holders (<c>jwt:ISSUER:SUBJECT</c>) among them.</summary>
    public FrozenSet<string> KeyIds { get; init; } = [];

    /// <summary>Users of the tenant whose every key has it.</summary>
    public FrozenSet<string> UserIds { get; init; } = [];

    /// <summary>A user of another tenant may have the same id.</summary>
    public bool IsOf(VirtualKey key) =>
        KeyIds.Contains(key.Id) || (key.Tenant.UserId is { } user && UserIds.Contains(user) && Tenant.Covers(key.Tenant));
}
