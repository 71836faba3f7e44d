using FerroGate.Config.Text;
using FerroGate.Core.Roles;

namespace FerroGate.Config.Model.Ai;

/// <summary>Gives somebody a role on the admin side.</summary>
public sealed record RoleBindingConfig
{
    public required Setting<string> Name { get; init; }

    public Setting<Role>? Role { get; init; }

    public IReadOnlyList<Setting<string>> ApiKeyIds { get; init; } = [];

    public IReadOnlyList<Setting<string>> UserIds { get; init; } = [];

    /// <summary>About whom; without ids, everybody, and what is for all.</summary>
    public TenantPathConfig Tenant { get; init; } = new();
}
