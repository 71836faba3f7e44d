using FerroGate.Config;
using FerroGate.Config.Model;
using FerroGate.Config.Resources;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;
using FerroGate.Core.Resources;
using FerroGate.Storage;

namespace FerroGate.Server.Snapshots;

/// <summary>The resources of the store that are in force, beside those of the config file.</summary>
/// <param name="environment">Reads an environment variable.</param>
internal sealed class ResourceBook(Func<string, string?> environment)
{
    private readonly ConfigResources _config = new(GatewayVocabulary.Value, environment);
    private readonly CredentialSeal _seal = CredentialSeal.Of(environment);
    private volatile IReadOnlyList<StoredResource> _stored = [];

    public IReadOnlyList<StoredResource> Stored => _stored;

    public void Use(IReadOnlyList<StoredResource> stored) => _stored = stored;

    /// <summary>A config of a file with resources of the store.</summary>
    public ConfigResult Merge(ConfigResult file, IReadOnlyList<StoredResource> stored) =>
        _config.Merge(file, [.. stored.Select(resource => resource.Kind == ResourceKind.Budget ? resource with { Json = Opened(resource.Json) } : resource)]);

    /// <summary>The budgets whose webhooks cannot be opened: they count without, and the webhooks stay as they are.</summary>
    public IEnumerable<string> ClosedWebhooks => _stored
        .Where(resource => resource.Kind == ResourceKind.Budget && BudgetWebhookInJson.Open(resource.Json, _seal) is null).Select(resource => resource.Id);

    /// <summary>The config that a start is to serve.</summary>
    /// <exception cref="StoreException">What the store has does not fit the file; the message says what, and what to do.</exception>
    public GatewayConfig Start(ConfigResult file)
    {
        if (_seal.Fault is { } fault)
            throw new StoreException(fault);

        var merged = Merge(file, _stored);
        if (merged.Config is { } config)
            return config;

        var errors = DiagnosticFormatter.FormatAll([.. merged.Diagnostics.Where(found => found.Severity == Severity.Error)]);
        throw new StoreException(
            $"What was made through the admin API does not fit the config file any more:\n{string.Join('\n', errors)}\n" +
            "Put back what the file had, or take it out of the store: ferrogate resources delete KIND ID");
    }

    /// <summary>What is to be stored of what somebody has sent; <c>null</c> where it holds a credential that cannot be sealed.</summary>
    /// <param name="kind">What it is.</param>
    /// <param name="json">What was sent.</param>
    /// <param name="before">What is stored so far; <c>null</c> where nothing is.</param>
    public string? Seal(ResourceKind kind, string json, string? before) => kind switch
    {
        ResourceKind.Provider => ProviderSecretsInJson.Seal(json, before, _seal),
        ResourceKind.Budget => BudgetWebhookInJson.Seal(json, before, _seal),
        _ => json,
    };

    /// <summary>Whom a tenant or a role is about.</summary>
    public Tenant TenantOf(ResourceKind kind, string json) => _config.TenantOf(kind, json);

    /// <summary>The ids of the keys that a role binding names.</summary>
    public IReadOnlyList<string> KeysNamedIn(string roleBinding) => _config.KeysNamedIn(roleBinding);

    /// <summary>Reads what one resource says by itself.</summary>
    public (string? Id, IReadOnlyList<Diagnostic> Diagnostics) Read(ResourceKind kind, string json) =>
        _config.Read(kind, kind == ResourceKind.Budget ? Opened(json) : json);

    private string Opened(string budget) => BudgetWebhookInJson.Open(budget, _seal) ?? BudgetWebhookInJson.Without(budget);
}
