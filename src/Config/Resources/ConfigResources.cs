using FerroGate.Config.Directives;
using FerroGate.Config.Json;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;
using FerroGate.Config.Validation;
using FerroGate.Config.Values;
using FerroGate.Config.Writing;
using FerroGate.Core.Keys;
using FerroGate.Core.Resources;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Resources;

/// <summary>
/// The resources of the admin API as a part of the config: they say what a table of TOML says, are checked as one, and together with
/// what the file defines.
/// </summary>
/// <param name="vocabulary">The names that other parts of the program own.</param>
/// <param name="environment">The value of an environment variable; <c>null</c> where it is not set.</param>
public sealed class ConfigResources(Vocabulary vocabulary, Func<string, string?> environment)
{
    /// <summary>What is shown in the place of a secret.</summary>
    public const string InPlaceOfASecret = JsonConfigWriter.InPlaceOfASecret;

    /// <summary>A header of this name has a value that is nobody's business.</summary>
    public static bool IsCredential(string header) => SecretMask.IsCredential(header);

    /// <summary>A credential is given by itself, and not by the name of a variable or of a file.</summary>
    public static bool IsSecret(string credential) => SecretText.Read(credential, default, new DiagnosticBag()) is { Literal: not null };

    /// <summary>Reads what one resource says by itself.</summary>
    /// <returns>What it is called, and everything that is wrong with it.</returns>
    public (string? Id, IReadOnlyList<Diagnostic> Diagnostics) Read(ResourceKind kind, string json)
    {
        var context = new ConfigContext(vocabulary, environment);
        var ai = Read([new StoredResource(kind, "", json, 0, default, default)], context);
        StoredRules.Check(ai, mayBePrivate: true, context);
        StoredRules.CheckSent(ai, context);
        var id = context.Diagnostics.ErrorCount == 0 ? ResourceIds.Of(ai, kind).FirstOrDefault() : null;
        return (id, context.Diagnostics.InOrder());
    }

    /// <summary>Whom a resource is about that says something of one tenant; <see cref="Tenant.None"/> where it is for all, or says nothing that can be read.</summary>
    public Tenant TenantOf(ResourceKind kind, string json)
    {
        var ai = Read([new StoredResource(kind, "", json, 0, default, default)], new ConfigContext(vocabulary, environment));
        return (ai.Tenants.Select(tenant => tenant.Path).Concat(ai.RoleBindings.Select(binding => binding.Tenant)).FirstOrDefault() ?? new TenantPathConfig()).Tenant;
    }

    /// <summary>The ids of the keys that a role binding names.</summary>
    public IReadOnlyList<string> KeysNamedIn(string roleBinding)
    {
        var ai = Read([new StoredResource(ResourceKind.RoleBinding, "", roleBinding, 0, default, default)], new ConfigContext(vocabulary, environment));
        return [.. ai.RoleBindings.SelectMany(binding => binding.ApiKeyIds).Select(id => id.Value)];
    }

    /// <summary>Reads what a key of a client says by itself; it need not say a secret.</summary>
    public (ApiKeyConfig? Key, IReadOnlyList<Diagnostic> Diagnostics) ReadKey(string json)
    {
        var context = new ConfigContext(vocabulary, environment);
        var source = new SourceFile("api_key", json);
        context.Diagnostics.Reads(source);
        if (JsonEntries.Read(source, context.Diagnostics) is not { } block)
            return (null, context.Diagnostics.InOrder());

        var entry = new OptionEntry("api_keys", source.Lines.Span(0, 1), [], EntryForm.Table) { Block = block };
        var key = ApiKeyShape.Shape.Read(new ApiKeyConfig { Id = new("", entry.NameSpan) }, entry, context);
        return (context.Diagnostics.ErrorCount == 0 ? key : null, context.Diagnostics.InOrder());
    }

    /// <summary>What a key says, as JSON on one line without its secrets and their hashes.</summary>
    public static string WriteKey(ApiKeyConfig key) => JsonConfigWriter.Write(
        ApiKeyShape.Shape.Write(key with { Key = null, Hash = null, PreviousKey = null, PreviousHash = null, PreviousUntil = null }, ConfigFormat.Toml), indented: false).TrimEnd();

    /// <summary>
    /// The config of the file with the resources of the store behind what it defines of each kind. Where both call something by one name, the
    /// file counts.
    /// </summary>
    public ConfigResult Merge(ConfigResult file, IReadOnlyList<StoredResource> stored)
    {
        if (file.Config is not { } config || stored.Count == 0)
            return file;

        var context = new ConfigContext(vocabulary, environment);
        var mayBePrivate = config.Admin.AllowPrivateUrls?.Value ?? false;
        var own = Read([.. stored.Where(resource => !IsHidden(config, resource))], context);
        StoredRules.Check(own, mayBePrivate, context);
        var merged = config with { Ai = Join(config.Ai, own, mayBePrivate) };
        ConfigValidator.Validate(merged, context);

        // What the file says is not said again, as far as it is not wrong only together with the others.
        var known = file.Diagnostics.Select(found => (found.Code, found.Span, found.Message)).ToHashSet();
        IReadOnlyList<Diagnostic> all = [.. file.Diagnostics, .. context.Diagnostics.InOrder().Where(found => !known.Contains((found.Code, found.Span, found.Message)))];
        return new ConfigResult(context.Diagnostics.ErrorCount == 0 ? merged : null, all);
    }

    /// <summary>The file defines something else by its name, so that it is not in force.</summary>
    public static bool IsHidden(GatewayConfig file, StoredResource resource) => ResourceIds.Of(file.Ai, resource.Kind).Contains(resource.Id);

    /// <summary>What the resources of a kind say, in the order of the config, as JSON on one line without any secret.</summary>
    public static IReadOnlyList<(string Id, string Json)> Write(GatewayConfig config, ResourceKind kind)
    {
        var name = ResourceKindNames.ManyOf(kind);
        var entries = AiParts.Shape.Write(config.Ai, ConfigFormat.Toml).Where(entry => entry.Name == name);
        return [.. ResourceIds.Of(config.Ai, kind).Zip(entries, (id, entry) => (id, JsonConfigWriter.Write(entry.Block ?? [], indented: false).TrimEnd()))];
    }

    private static AiConfig Join(AiConfig file, AiConfig own, bool mayBePrivate) => file with
    {
        Providers = [.. file.Providers, .. own.Providers.Select(provider => provider with { IsPublicOnly = !mayBePrivate })],
        Models = [.. file.Models, .. own.Models],
        Prices = [.. file.Prices, .. own.Prices],
        Policies = [.. file.Policies, .. own.Policies],
        Limits = [.. file.Limits, .. own.Limits],
        Budgets = [.. file.Budgets, .. own.Budgets.Select(budget => budget with { IsPublicOnly = !mayBePrivate })],
        Tenants = [.. file.Tenants, .. own.Tenants],
        RoleBindings = [.. file.RoleBindings, .. own.RoleBindings],
    };

    private static AiConfig Read(IReadOnlyList<StoredResource> stored, ConfigContext context)
    {
        var entries = new List<OptionEntry>();
        foreach (var resource in stored)
        {
            var (one, many) = (ResourceKindNames.Of(resource.Kind), ResourceKindNames.ManyOf(resource.Kind));
            var source = new SourceFile(resource.Id.Length == 0 ? one : $"{one} {resource.Id}", resource.Json);
            context.Diagnostics.Reads(source);
            if (JsonEntries.Read(source, context.Diagnostics) is { } block)
                entries.Add(new OptionEntry(many, source.Lines.Span(0, 1), [], EntryForm.Table) { Block = block, IsItem = true });
        }

        var whole = new OptionEntry("store", default, [], EntryForm.Table) { Block = entries, IsWhole = true };
        return AiParts.Shape.Read(new AiConfig(), whole, context) ?? new AiConfig();
    }
}
