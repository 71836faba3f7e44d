using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;
using FerroGate.Core.Keys;

namespace FerroGate.Config.Options;

/// <summary>The options of a client's key.</summary>
internal static class ApiKeyOptions
{
    private const string OldHashPrefix = "blake2b:";

    public static OptionTable<ApiKeyConfig> Table { get; } = new(
        [
            new("name", (key, values) => key with { Name = values.Text() }),
            new("key", ReadKey),
            new("key_env", (key, values) =>
                values.VariableName() is { } name && IsFirstSource(key, values)
                    ? key with { Key = SecretConfig.FromVariable(name.Value, name.Span) }
                    : key),
            new("key_hash", ReadHash),
            new("enabled", (key, values) => key with { Enabled = values.Flag() }),
            new(
                "scopes",
                (key, values) => key with
                {
                    Scopes = [.. key.Scopes, .. values.Names(DiagnosticCodes.UnknownScope, "scope", ScopeNames.All, ScopeOf)],
                },
                IsList: true),
            new("allowed_models", (key, values) => key with { AllowedModels = [.. key.AllowedModels, .. values.Texts()] }, IsList: true),
            new("denied_models", (key, values) => key with { DeniedModels = [.. key.DeniedModels, .. values.Texts()] }, IsList: true),
            new(
                "allowed_providers",
                (key, values) => key with { AllowedProviders = [.. key.AllowedProviders, .. values.Texts()] },
                IsList: true),
            new(
                "denied_providers",
                (key, values) => key with { DeniedProviders = [.. key.DeniedProviders, .. values.Texts()] },
                IsList: true),
            new("organization_id", (key, values) => key with { OrganizationId = values.Text() }),
            new("team_id", (key, values) => key with { TeamId = values.Text() }),
            new("project_id", (key, values) => key with { ProjectId = values.Text() }),
            new("user_id", (key, values) => key with { UserId = values.Text() }),
            new("monthly_token_budget", (key, values) => key with { MonthlyTokenBudget = values.Long() }),
            new("request_limit_per_minute", (key, values) => key with { RequestLimitPerMinute = values.Int() }),
            new("expires_at_unix", (key, values) => key with { ExpiresAt = values.UnixTime() }),
        ],
        later: ["log_bodies", "cache_enabled"]);

    /// <summary>A key as TOML writes it: with its id inside.</summary>
    public static OptionTable<ApiKeyConfig> TomlTable { get; } = Table.With(
        new Option<ApiKeyConfig>("id", (key, values) => values.Text() is { } id ? key with { Id = id } : key));

    private static Scope ScopeOf(string name) => ScopeNames.TryParse(name, out var scope) ? scope : Scope.None;

    private static ApiKeyConfig ReadKey(ApiKeyConfig key, OptionReader values)
    {
        if (values.Single(ValueKind.String, "a string") is not { } value || !IsFirstSource(key, values))
            return key;

        return LooksHashed(value.Text)
            ? key with { Hash = ParseHash(value, values.Context.Diagnostics) }
            : key with { Key = SecretText.Read(value.Text, value.Span, values.Context.Diagnostics) };
    }

    private static ApiKeyConfig ReadHash(ApiKeyConfig key, OptionReader values) =>
        values.Single(ValueKind.String, "a string") is { } value && IsFirstSource(key, values)
            ? key with { Hash = ParseHash(value, values.Context.Diagnostics) }
            : key;

    private static bool LooksHashed(string text) =>
        text.StartsWith(KeyHash.Prefix, StringComparison.Ordinal) || text.StartsWith(OldHashPrefix, StringComparison.Ordinal);

    private static Setting<KeyHash>? ParseHash(OptionValue value, DiagnosticBag diagnostics)
    {
        if (KeyHash.TryParse(value.Text, out var hash))
            return new(hash, value.Span);

        if (value.Text.StartsWith(OldHashPrefix, StringComparison.Ordinal))
        {
            diagnostics.NotSupported(
                value.Span,
                "a `blake2b:` hash",
                "make a new one from the secret with `ferrogate hash-key --secret SECRET`");
            return null;
        }

        diagnostics.Error(
            DiagnosticCodes.InvalidSecret,
            value.Span,
            "a hash is `sha256:` and 64 hexadecimal digits",
            "make one with `ferrogate hash-key --secret SECRET`");
        return null;
    }

    private static bool IsFirstSource(ApiKeyConfig key, OptionReader values) =>
        !values.IsTaken(
            (object?)key.Key ?? key.Hash,
            DiagnosticCodes.KeySource,
            $"`api_key {key.Id.Value}` has its secret twice; keep one of `key`, `key_env` and `key_hash`");
}
