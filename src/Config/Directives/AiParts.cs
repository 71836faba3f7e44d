using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>
/// Providers, models, prices, keys, policies, limits, budgets, tenants and roles. A Caddyfile defines them in an <c>ai_gateway</c> block, TOML at its top; they belong to
/// the gateway either way.
/// </summary>
internal static class AiParts
{
    /// <summary>All of them, as arrays of TOML.</summary>
    /// <param name="get">What is there.</param>
    /// <param name="set">Puts it where it belongs.</param>
    public static IEnumerable<Option<T>> InToml<T>(Func<T, AiConfig> get, Func<T, AiConfig, T> set)
        where T : class => PartOption<T, AiConfig>.All(Shape.Options, get, set, OptionPlace.TomlOnly);

    /// <summary>The same as lines of a directive that itself holds nothing.</summary>
    public static IEnumerable<Option<T>> InBlock<T>()
        where T : class =>
        ContextOption<T, AiConfig>.All(Shape.Options, OptionPlace.CaddyfileOnly, context => context.Ai, (context, ai) => context.Ai = ai);

    public static Shape<AiConfig> Shape { get; } = new Shape<AiConfig>()
        .Blocks("provider", () => ProviderShape.Shape, ai => ai.Providers, (ai, providers) => ai with { Providers = providers },
            entry => new ProviderConfig { Name = Nothing(entry) }, "An upstream that answers AI requests.", key: "providers")
        .Blocks("model", () => ModelShape.Shape, ai => ai.Models, (ai, models) => ai with { Models = models },
            entry => new ModelConfig { Name = Nothing(entry), Provider = Nothing(entry), ProviderModel = Nothing(entry) },
            "A model name that clients use.", key: "models")
        .Value("default_model", Forms.Text.Such("model name", "fast-chat"), ai => ai.DefaultModels is [var first, ..] ? first : null,
            (ai, name) => ai with { DefaultModels = [.. ai.DefaultModels, name] },
            "The model that answers for one that there is not.")
        .Blocks("price", () => PriceShape.Shape, ai => ai.Prices, (ai, prices) => ai with { Prices = prices },
            entry => new PriceConfig { Provider = Nothing(entry), ProviderModel = Nothing(entry) },
            "What a provider charges for a model.", key: "prices")
        .Blocks("api_key", () => ApiKeyShape.Shape, ai => ai.ApiKeys, (ai, keys) => ai with { ApiKeys = keys },
            entry => new ApiKeyConfig { Id = Nothing(entry) }, "A client's key.", key: "api_keys")
        .Blocks("jwt_issuer", () => JwtIssuerShape.Shape, ai => ai.JwtIssuers, (ai, issuers) => ai with { JwtIssuers = issuers },
            entry => new JwtIssuerConfig { Name = Nothing(entry) }, "Somebody whose signed tokens are accepted in place of keys.", key: "jwt_issuers")
        .Blocks("policy", () => PolicyShape.Shape, ai => ai.Policies, (ai, policies) => ai with { Policies = policies },
            entry => new PolicyConfig { Name = Nothing(entry) }, "A rule about who may ask for what.", key: "policies")
        .Blocks("limit", () => LimitShape.Shape, ai => ai.Limits, (ai, limits) => ai with { Limits = limits },
            entry => new LimitConfig { Name = Nothing(entry) }, "How much may be asked at once and in a minute.", key: "limits")
        .Blocks("budget", () => BudgetShape.Shape, ai => ai.Budgets, (ai, budgets) => ai with { Budgets = budgets },
            entry => new BudgetConfig { Name = Nothing(entry) }, "How much may be spent in a time.", key: "budgets")
        .Blocks("tenant", () => TenantShape.Shape, ai => ai.Tenants, (ai, tenants) => ai with { Tenants = tenants },
            entry => new TenantConfig { Name = Nothing(entry) }, "An organization, team, project or user that keys belong to.", key: "tenants")
        .Blocks("role_binding", () => RoleBindingShape.Shape, ai => ai.RoleBindings, (ai, bindings) => ai with { RoleBindings = bindings },
            entry => new RoleBindingConfig { Name = Nothing(entry) }, "Who has which role on the admin side.", key: "role_bindings");

    private static Setting<string> Nothing(OptionEntry entry) => new("", entry.NameSpan);
}
