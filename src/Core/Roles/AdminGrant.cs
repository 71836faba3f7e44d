using FerroGate.Core.Keys;

namespace FerroGate.Core.Roles;

/// <summary>What somebody may do, about whom.</summary>
/// <param name="Rights">What.</param>
/// <param name="Tenant">About whom; <see cref="Tenant.None"/> is everybody, and what is for all.</param>
public readonly record struct AdminGrant(AdminRight Rights, Tenant Tenant);
