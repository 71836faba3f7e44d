using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Validation;

/// <summary>No two providers, models or keys have one name.</summary>
internal sealed class NamesAreUnique : IConfigRule
{
    public void Check(GatewayConfig config, ConfigContext context)
    {
        Check("provider", config.Ai.Providers.Select(provider => provider.Name), context);
        Check("model", config.Ai.Models.SelectMany(model => model.Aliases.Prepend(model.Name)), context);
        Check("api_key", config.Ai.ApiKeys.Select(key => key.Id), context);
        Check("jwt_issuer", config.Ai.JwtIssuers.Select(issuer => issuer.Name), context);
        Check("issuer", config.Ai.JwtIssuers.Select(issuer => issuer.Issuer).OfType<Setting<string>>(), context);
        Check("policy", config.Ai.Policies.Select(policy => policy.Name), context);
        Check("limit", config.Ai.Limits.Select(limit => limit.Name), context);
        Check("budget", config.Ai.Budgets.Select(budget => budget.Name), context);
        Check("tenant", config.Ai.Tenants.Select(tenant => tenant.Name), context);
        Check("role_binding", config.Ai.RoleBindings.Select(binding => binding.Name), context);
    }

    private static void Check(string noun, IEnumerable<Setting<string>> names, ConfigContext context)
    {
        // What has no name has been complained about.
        foreach (var same in names.Where(name => name.Value.Length > 0).GroupBy(name => name.Value, StringComparer.Ordinal))
        {
            var first = same.First();
            foreach (var name in same.Skip(1))
            {
                context.Diagnostics.Error(
                    DiagnosticCodes.DuplicateName,
                    name.Span,
                    $"there are two of `{noun} {name.Value}`; the other is in line {first.Span.Line}");
            }
        }
    }
}
