using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>An organization, team, project or user.</summary>
internal static class TenantShape
{
    public static Shape<TenantConfig> Shape { get; } = new Shape<TenantConfig>(Arguments.InOrder("name"))
    {
        Identity = tenant => tenant.Name,
    }
        .Value("name", Forms.Name, tenant => tenant.Name, (tenant, name) => tenant with { Name = name },
            "What it is called.", OptionPlace.Line, required: true)
        .Part(tenant => tenant.Path, (tenant, path) => tenant with { Path = path }, TenantPathShape.Shape)
        .Value("enabled", Forms.Flag, tenant => tenant.Enabled, (tenant, enabled) => tenant with { Enabled = enabled },
            "Whether its keys and tokens are accepted, and those of everybody below it.", fallback: "true");
}
