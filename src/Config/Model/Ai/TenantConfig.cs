using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>An organization, team, project or user that keys belong to.</summary>
public sealed record TenantConfig
{
    public required Setting<string> Name { get; init; }

    public TenantPathConfig Path { get; init; } = new();

    public Setting<bool>? Enabled { get; init; }
}
