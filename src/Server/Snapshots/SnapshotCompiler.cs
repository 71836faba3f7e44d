using System.Collections.Frozen;
using FerroGate.Ai.Providers;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Addresses;
using FerroGate.Core.Circuits;
using FerroGate.Core.Keys;
using FerroGate.Core.Money;
using FerroGate.Core.Roles;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Snapshots;

/// <summary>Makes the running nouns of a config that validation has accepted, with every default filled in.</summary>
public sealed class SnapshotCompiler(Func<string, string?> environment)
{
    private readonly Lazy<CredentialSeal> _seal = new(() => CredentialSeal.Of(environment));

    public GatewaySnapshot Compile(GatewayConfig config)
    {
        var providers = config.Ai.Providers.ToDictionary(provider => provider.Name.Value, provider => (Compile(provider), provider.Timeouts));
        var reliability = Compile(config.Reliability, config.Data);
        var prices = PriceBookCompiler.Compile(config.Ai.Prices);
        var models = config.Ai.Models.Select(model => Compile(model, providers, reliability.Limits, prices)).ToList();
        return new GatewaySnapshot
        {
            Models = models
                .Where(model => !ModelPattern.Is(model.Name))
                .SelectMany(model => model.Aliases.Prepend(model.Name).Select(name => KeyValuePair.Create(name, model)))
                .ToFrozenDictionary(StringComparer.Ordinal),
            Wildcards = [.. models.Where(model => ModelPattern.Is(model.Name)).OrderByDescending(model => ModelPattern.PrefixOf(model.Name)).ThenByDescending(model => model.Name.Length)],
            ModelList = models,
            DefaultModel = config.Ai.DefaultModels is [var name, ..] ? models.First(model => model.Name == name.Value) : null,
            Prices = prices,
            TokenIssuers = [.. config.Ai.JwtIssuers.Select(TokenIssuerCompiler.Compile)],
            SuspendedTenants = [.. config.Ai.Tenants.Where(tenant => tenant.Enabled?.Value == false).Select(tenant => tenant.Path.Tenant)],
            RoleBindings = [.. config.Ai.RoleBindings.Select(Compile)],
            Policies = PolicyCompiler.Compile(config.Ai.Policies),
            Quotas = QuotaCompiler.Compile(config.Ai),
            Reliability = reliability,
            Telemetry = Compile(config.Telemetry),
            AdminLists = CompileLists(config.Data),
        };
    }

    /// <summary>The keys of the config, by hash.</summary>
    public IReadOnlyDictionary<KeyHash, VirtualKey> CompileKeys(GatewayConfig config) =>
        KeyDirectory.ByHash(config.Ai.ApiKeys.Select(Compile)).ToFrozenDictionary();

    private Provider Compile(ProviderConfig config)
    {
        var kind = config.Kind?.Value ?? DefaultKind;
        var url = config.BaseUrl?.Value ?? ProviderTable.Of(kind).Kind.DefaultBaseUrl!;
        return new Provider
        {
            Name = config.Name.Value,
            Kind = kind,
            BaseUrl = new Uri(url),
            Enabled = config.Enabled?.Value ?? true,
            IsPublicOnly = config.IsPublicOnly,
            Credentials = Credentials(config),
            Headers = new ProviderHeaders([.. config.Headers.Select(header => KeyValuePair.Create(header.Name!.Value, Opened(Secret(header.Value!.Value), config)))]),
            Speaks = string.Join(' ', config.Speaks.Select(name => name.Value)),
            InjectStreamUsage = config.StreamUsage?.Value ?? true,
            Echo = new EchoSettings(config.Latency?.Value ?? TimeSpan.Zero, config.TokensPerSecond?.Value),
        };
    }

    /// <summary>The kind of a provider that names none, as the README says.</summary>
    public const string DefaultKind = "openai";

    // What is not there is left out, and only who has nothing else is without.
    private ProviderCredentials Credentials(ProviderConfig config)
    {
        var all = (config.ApiKey is { } key ? [key] : config.ApiKeys).Select(secret => Credential(secret.Value, config)).ToList();
        var there = all.Where(credential => credential.Missing is null).Distinct().ToList();
        return new ProviderCredentials(there.Count > 0 ? there : all.Count > 0 ? [all[0]] : [ProviderCredential.None]);
    }

    private ProviderCredential Credential(SecretConfig secret, ProviderConfig provider) => secret.Resolve(environment) is { Length: > 0 } value
        ? _seal.Value.Credential(value, provider.Name.Value)
        : ProviderCredential.MissingAt(secret.Place);

    // One that cannot be opened is sent as it is: no secret, and of no use to anybody.
    private string Opened(string value, ProviderConfig provider) => _seal.Value.Credential(value, provider.Name.Value).Secret ?? value;

    private static Model Compile(ModelConfig config, Dictionary<string, (Provider, TimeoutsConfig?)> providers, TimeLimits limits, PriceBook prices) => new()
    {
        Name = config.Name.Value,
        Enabled = config.Enabled?.Value ?? true,
        Targets = [.. config.Targets.Select((target, i) => Compile(target, config, i == 0 ? BeforeEveryFallback : FallbackPriority, providers, limits, prices))],
        Strategy = config.Strategy?.Value ?? RoutingStrategy.Priority,
        Sticky = config.Sticky is { By: { } by } ? new Stickiness(by.Value, config.Sticky.Header?.Value) : null,
        Aliases = [.. config.Aliases.Select(name => name.Value)],
        FallbackModels = [.. config.FallbackModels.Select(name => name.Value)],
        Capabilities = Names(config.Capabilities),
        TranslatesStrictly = config.TranslatesStrictly?.Value ?? false,
        AsksOthersWhenRefused = config.AsksOthersWhenRefused?.Value ?? false,
        Rescue = config.Rescue?.Value ?? RescueMode.Verify,
        MaxOutputTokens = config.MaxOutputTokens?.Value,
        CapsOutput = config.CapsOutput?.Value ?? false,
        Drain = Drain(config.OnDisconnect),
        VisibleOrganizationIds = Names(config.VisibleOrganizationIds),
        VisibleProjectIds = Names(config.VisibleProjectIds),
    };

    private static Target Compile(
        TargetConfig config, ModelConfig model, int priority, Dictionary<string, (Provider, TimeoutsConfig?)> providers, TimeLimits limits, PriceBook prices)
    {
        var (provider, timeouts) = providers[config.Provider!.Value];
        return new Target(provider, config.ProviderModel!.Value, Price(config))
        {
            ListedPrices = prices.Of(provider.Name, provider.BaseUrl, config.ProviderModel.Value),
            Limits = TimeLimitsCompiler.Of(limits, config.Timeouts, model.Timeouts, timeouts),
            Priority = config.Priority?.Value ?? priority,
            Weight = config.Weight?.Value ?? 1,
            ContextWindow = config.ContextWindow?.Value,
            Capabilities = Names(config.Capabilities),
        };
    }

    // Nobody can write less than 0.
    private const int BeforeEveryFallback = -1;

    // The README's default.
    private const int FallbackPriority = 100;

    private static ModelPrice? Price(TargetConfig config) =>
        config is { InputPricePerMillion: { } input, OutputPricePerMillion: { } output } ? new ModelPrice(input.Value, output.Value) : null;

    private VirtualKey Compile(ApiKeyConfig config) => Compile(config, config.Hash?.Value ?? KeyHash.Of(Secret(config.Key!.Value)));

    /// <summary>The key of a config that says the secret elsewhere.</summary>
    internal VirtualKey Compile(ApiKeyConfig config, KeyHash hash) => new()
    {
        Id = config.Id.Value,
        Hash = hash,
        PreviousHash = config.PreviousHash?.Value ?? (config.PreviousKey is { } previous ? KeyHash.Of(Secret(previous.Value)) : null),
        PreviousUntil = config.PreviousUntil?.Value,
        Name = config.Name?.Value,
        Enabled = config.Enabled?.Value ?? true,
        Scopes = config.Scopes.Count == 0 ? Scope.DataPlane : config.Scopes.Aggregate(Scope.None, (all, scope) => all | scope.Value),
        Tenant = new Tenant(config.OrganizationId?.Value, config.TeamId?.Value, config.ProjectId?.Value, config.UserId?.Value),
        Models = NameRules.Of(Names(config.AllowedModels), Names(config.DeniedModels)),
        Providers = NameRules.Of(Names(config.AllowedProviders), Names(config.DeniedProviders)),
        RequestsPerMinute = config.RequestLimitPerMinute?.Value,
        MonthlyTokenBudget = config.MonthlyTokenBudget?.Value,
        ExpiresAt = config.ExpiresAt?.Value,
        Clients = config.ClientIps.Count > 0 ? new AddressRanges([.. config.ClientIps.Select(range => range.Value)]) : null,
        Metadata = [.. config.Metadata.Select(pair => MetadataPair.Read(pair.Value))],
        TranslatesStrictly = config.TranslatesStrictly?.Value ?? false,
        CapsOutput = config.CapsOutput?.Value ?? false,
        LogsBodies = config.LogBodies?.Value ?? false,
    };

    private string Secret(SecretConfig secret) => secret.Resolve(environment)!;

    private static ReliabilitySettings Compile(ReliabilityConfig config, DataConfig data)
    {
        var defaults = new ReliabilitySettings();
        return new ReliabilitySettings
        {
            Circuit = config.CircuitBreakerCooldown is { } cooldown
                ? new CircuitSettings(config.CircuitBreakerFailureThreshold?.Value, cooldown.Value) { Rate = Rate(config) }
                : null,
            Limits = TimeLimitsCompiler.Of(config),
            DispatchMaxAttempts = config.DispatchMaxAttempts?.Value ?? defaults.DispatchMaxAttempts,
            DispatchBudget = config.DispatchBudget?.Value ?? defaults.DispatchBudget,
            DispatchMaxRetries = config.DispatchMaxRetries?.Value ?? defaults.DispatchMaxRetries,
            WrongCredentialsPerMinute = config.WrongCredentialsPerMinute?.Value ?? defaults.WrongCredentialsPerMinute,
            BudgetWait = config.BudgetWait?.Value ?? defaults.BudgetWait,
            Drain = Drain(config.OnDisconnect) ?? defaults.Drain,
            ResponseBodyMaxBytes = config.ResponseBodyMaxBytes?.Value ?? defaults.ResponseBodyMaxBytes,
            RequestBodyMaxBytes = config.RequestBodyMaxBytes?.Value ?? defaults.RequestBodyMaxBytes,
            RequestBodiesMaxBytes = config.RequestBodiesMaxBytes?.Value ?? defaults.RequestBodiesMaxBytes,
            ShutdownDelay = config.ShutdownDelay?.Value ?? defaults.ShutdownDelay,
            GracePeriod = config.GracePeriod?.Value,
            SettleTimeout = data.SettleTimeout?.Value ?? defaults.SettleTimeout,
        };
    }

    private static FailureRate? Rate(ReliabilityConfig config) => config.CircuitBreakerFailureRate is not { } percent ? null : new FailureRate(
        percent.Value,
        config.CircuitBreakerWindow?.Value ?? TimeSpan.FromMinutes(1),
        config.CircuitBreakerMinimumRequests?.Value ?? LeastRequests);

    // One or two that fail are no rate.
    private const int LeastRequests = 20;

    private static TimeSpan? Drain(DisconnectConfig? config) => config is null ? null : config.Time?.Value ?? TimeSpan.Zero;

    private static TelemetrySettings Compile(TelemetryConfig config)
    {
        var defaults = new TelemetrySettings();
        return new TelemetrySettings
        {
            AccessLog = config.AccessLog?.Value,
            LogsBodies = config.LogBodies?.Value ?? defaults.LogsBodies,
            AccessLogSampleRate = config.AccessLogSampleRate?.Value ?? defaults.AccessLogSampleRate,
            AccessLogErrorRateLimitPerSecond =
                config.AccessLogErrorRateLimitPerSecond?.Value ?? defaults.AccessLogErrorRateLimitPerSecond,
        };
    }

    private static AdminListSettings CompileLists(DataConfig config)
    {
        var defaults = new AdminListSettings();
        return new AdminListSettings
        {
            DefaultLimit = config.AdminListDefaultLimit?.Value ?? defaults.DefaultLimit,
            MaxLimit = config.AdminListMaxLimit?.Value ?? defaults.MaxLimit,
            RequestRecords = config.RequestLogRetentionRecords?.Value ?? defaults.RequestRecords,
            AuditEvents = config.AuditEventRetentionRecords?.Value ?? defaults.AuditEvents,
            LedgerEntries = config.BillingEventRetentionRecords?.Value ?? defaults.LedgerEntries,
        };
    }

    private static RoleBinding Compile(RoleBindingConfig config) => new(config.Name.Value, config.Role!.Value, config.Tenant.Tenant)
    {
        KeyIds = Names(config.ApiKeyIds),
        UserIds = Names(config.UserIds),
    };

    private static FrozenSet<string> Names(IReadOnlyList<Setting<string>> names) =>
        names.Select(name => name.Value).ToFrozenSet(StringComparer.Ordinal);
}
