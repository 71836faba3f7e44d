using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Model.Ai;

/// <summary>The ids of a tenant, down to the level that it is of.</summary>
public sealed record TenantPathConfig
{
    public Setting<string>? OrganizationId { get; init; }

    public Setting<string>? TeamId { get; init; }

    public Setting<string>? ProjectId { get; init; }

    public Setting<string>? UserId { get; init; }

    /// <summary>The tenant that they are the ids of.</summary>
    public Tenant Tenant => new(OrganizationId?.Value, TeamId?.Value, ProjectId?.Value, UserId?.Value);
}
