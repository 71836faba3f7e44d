using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;

namespace FerroGate.Server.Snapshots;

/// <summary>Says of a key what the config would say of it.</summary>
internal static class KeyConfigs
{
    public static ApiKeyConfig Of(VirtualKey key) => new()
    {
        Id = Said(key.Id),
        Name = Maybe(key.Name),
        Enabled = key.Enabled ? null : Said(false),
        Scopes = [.. ScopeNames.NamesOf(key.Scopes).Select(name => Said(ScopeNames.TryParse(name, out var scope) ? scope : Scope.None))],
        OrganizationId = Maybe(key.Tenant.OrganizationId),
        TeamId = Maybe(key.Tenant.TeamId),
        ProjectId = Maybe(key.Tenant.ProjectId),
        UserId = Maybe(key.Tenant.UserId),
        AllowedModels = All(key.Models.Allowed.Order(StringComparer.Ordinal)),
        DeniedModels = All(key.Models.Denied.Order(StringComparer.Ordinal)),
        AllowedProviders = All(key.Providers.Allowed.Order(StringComparer.Ordinal)),
        DeniedProviders = All(key.Providers.Denied.Order(StringComparer.Ordinal)),
        RequestLimitPerMinute = key.RequestsPerMinute is { } requests ? Said(requests) : null,
        MonthlyTokenBudget = key.MonthlyTokenBudget is { } tokens ? Said(tokens) : null,
        ExpiresAt = key.ExpiresAt is { } end ? Said(end) : null,
        ClientIps = All(key.Clients?.Written ?? []),
        Metadata = All(key.Metadata.Select(MetadataPair.Write)),
        TranslatesStrictly = key.TranslatesStrictly ? Said(true) : null,
        CapsOutput = key.CapsOutput ? Said(true) : null,
        LogBodies = key.LogsBodies ? Said(true) : null,
    };

    private static Setting<T> Said<T>(T value) => new(value, default);

    private static Setting<string>? Maybe(string? value) => value is null ? null : Said(value);

    private static IReadOnlyList<Setting<string>> All(IEnumerable<string> values) => [.. values.Select(Said)];
}
