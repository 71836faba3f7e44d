using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Ai;

/// <summary>Providers, models, prices, keys, policies, limits, budgets, tenants and roles of the AI gateway.</summary>
public sealed record AiConfig
{
    public IReadOnlyList<ProviderConfig> Providers { get; init; } = [];

    public IReadOnlyList<ModelConfig> Models { get; init; } = [];

    /// <summary>Who answers for a model that there is not: one at most, and each place where it is written.</summary>
    public IReadOnlyList<Setting<string>> DefaultModels { get; init; } = [];

    public IReadOnlyList<PriceConfig> Prices { get; init; } = [];

    public IReadOnlyList<ApiKeyConfig> ApiKeys { get; init; } = [];

    public IReadOnlyList<JwtIssuerConfig> JwtIssuers { get; init; } = [];

    public IReadOnlyList<PolicyConfig> Policies { get; init; } = [];

    public IReadOnlyList<LimitConfig> Limits { get; init; } = [];

    public IReadOnlyList<BudgetConfig> Budgets { get; init; } = [];

    public IReadOnlyList<TenantConfig> Tenants { get; init; } = [];

    public IReadOnlyList<RoleBindingConfig> RoleBindings { get; init; } = [];
}
