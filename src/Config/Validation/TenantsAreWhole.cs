using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Validation;

/// <summary>A tenant has an id, and no two have the same ones.</summary>
internal sealed class TenantsAreWhole : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        var known = new Dictionary<Tenant, TenantConfig>();
        foreach (var tenant in config.Ai.Tenants.Where(tenant => !context.IsIncomplete(tenant.Name.Span)))
        {
            if (tenant.Path.Tenant == Tenant.None)
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.IncompleteOption,
                    tenant.Name.Span,
                    $"`tenant {tenant.Name.Value}` has no id that keys have",
                    "give it organization_id, team_id, project_id or user_id");
            }
            else if (!known.TryAdd(tenant.Path.Tenant, tenant))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateName, tenant.Name.Span, $"`tenant {tenant.Name.Value}` is the tenant that `{known[tenant.Path.Tenant].Name.Value}` is");
            }
        }
    }
}
