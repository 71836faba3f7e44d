using System.Text.Json;
using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;

namespace FerroGate.Storage.Rows;

/// <summary>A key as a row of the table <c>virtual_key</c>.</summary>
internal static class VirtualKeyRow
{
    public const string Columns =
        "id, hash, name, enabled, scopes, " + SharedColumns.Tenant + ", allowed_models, denied_models, allowed_providers, " +
        "denied_providers, requests_per_minute, monthly_token_budget, expires_at, " +
        "client_ips, metadata, previous_hash, previous_until, translation_strict, cap_output, log_bodies";

    public static void Write(RowWriter to, VirtualKey key)
    {
        to.Text(key.Id).Text(key.Hash.ToString()).Text(key.Name).Flag(key.Enabled).Number((long)key.Scopes).Tenant(key.Tenant);
        foreach (var names in new[] { key.Models.Allowed, key.Models.Denied, key.Providers.Allowed, key.Providers.Denied })
            to.Text(Json(names.Order(StringComparer.Ordinal)));
        to.Number(key.RequestsPerMinute)
            .Number(key.MonthlyTokenBudget)
            .Number(key.ExpiresAt is { } end ? UnixMicroseconds.Of(end) : null)
            .Text(Json(key.Clients?.Written ?? []))
            .Text(Json(key.Metadata.Select(MetadataPair.Write)))
            .Text(key.PreviousHash?.ToString())
            .Number(key.PreviousUntil is { } until ? UnixMicroseconds.Of(until) : null)
            .Flag(key.TranslatesStrictly)
            .Flag(key.CapsOutput)
            .Flag(key.LogsBodies);
    }

    public static VirtualKey Read(RowReader from) => new()
    {
        Id = from.Text(),
        Hash = Hash(from.Text()),
        Name = from.TextOrNull(),
        Enabled = from.Flag(),
        Scopes = (Scope)from.Number(),
        Tenant = from.Tenant(),
        Models = NameRules.Of(Names(from.Text()), Names(from.Text())),
        Providers = NameRules.Of(Names(from.Text()), Names(from.Text())),
        RequestsPerMinute = (int?)from.NumberOrNull(),
        MonthlyTokenBudget = from.NumberOrNull(),
        ExpiresAt = from.NumberOrNull() is { } end ? UnixMicroseconds.ToMoment(end) : null,
        Clients = Names(from.Text()) is { Length: > 0 } ranges ? new AddressRanges(ranges) : null,
        Metadata = [.. Names(from.Text()).Select(MetadataPair.Read)],
        PreviousHash = from.TextOrNull() is { } previous ? Hash(previous) : null,
        PreviousUntil = from.NumberOrNull() is { } until ? UnixMicroseconds.ToMoment(until) : null,
        TranslatesStrictly = from.Flag(),
        CapsOutput = from.Flag(),
        LogsBodies = from.Flag(),
    };

    /// <summary>Reads a row that may be damaged, which costs nobody but its own key.</summary>
    /// <returns>The key; <c>null</c> and why where it cannot be read.</returns>
    public static (VirtualKey? Key, string? Fault) TryRead(RowReader from)
    {
        try
        {
            return (Read(from), null);
        }
        catch (Exception damage) when (damage is InvalidDataException or InvalidCastException or JsonException or FormatException or ArgumentException or OverflowException or NullReferenceException)
        {
            return (null, damage.Message);
        }
    }

    private static KeyHash Hash(string text) =>
        KeyHash.TryParse(text, out var hash) ? hash : throw new InvalidDataException("A stored key has no valid hash.");

    private static string Json(IEnumerable<string> names) => JsonSerializer.Serialize([.. names], NameListJson.Default.StringArray);

    private static string[] Names(string json) => json == "[]" ? [] :
        JsonSerializer.Deserialize(json, NameListJson.Default.StringArray) ?? throw new InvalidDataException("A stored key has no list where it should have one.");
}
