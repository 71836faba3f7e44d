using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>The ids of a tenant.</summary>
internal static class TenantPathShape
{
    public static Shape<TenantPathConfig> Shape { get; } = new Shape<TenantPathConfig>()
        .Value("organization_id", Forms.Text, path => path.OrganizationId, (path, id) => path with { OrganizationId = id },
            "The organization.", fallback: "any")
        .Value("team_id", Forms.Text, path => path.TeamId, (path, id) => path with { TeamId = id }, "The team.", fallback: "any")
        .Value("project_id", Forms.Text, path => path.ProjectId, (path, id) => path with { ProjectId = id }, "The project.", fallback: "any")
        .Value("user_id", Forms.Text, path => path.UserId, (path, id) => path with { UserId = id }, "The user.", fallback: "any");
}
