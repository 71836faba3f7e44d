using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>A role is somebody's, by the whole name, and users are those of a tenant.</summary>
internal sealed class RoleBindingsSayWhose : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        foreach (var binding in config.Ai.RoleBindings.Where(binding => !context.IsIncomplete(binding.Name.Span)))
        {
            if (binding is { ApiKeyIds.Count: 0, UserIds.Count: 0 })
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.IncompleteOption, binding.Name.Span, $"`role_binding {binding.Name.Value}` gives its role to nobody", "give it api_key_ids or user_ids");
            }

            foreach (var star in binding.ApiKeyIds.Concat(binding.UserIds).Where(id => id.Value.Contains('*', StringComparison.Ordinal)))
                context.Diagnostics.Error(DiagnosticCodes.InvalidValue, star.Span, "roles are given by whole names, and `*` stands for none");

            if (binding is { UserIds: [var user, ..], Tenant.OrganizationId: null })
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.IncompleteOption, user.Span, "each organization has its own users", "give the binding the organization_id that they are of");
            }
        }
    }
}
