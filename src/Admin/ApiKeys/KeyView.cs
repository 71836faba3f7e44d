using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.ApiKeys;

/// <summary>How a key is shown: never with its secret, but for the one time that a new one is told.</summary>
internal static class KeyView
{
    public static async Task WriteAsync(HttpContext http, int status, KeyItem item, string? secret)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        if (item.Stored is { } stored)
            AdminPrecondition.WriteTag(http, stored.Version);
        if (secret is not null)
            http.Response.Headers.CacheControl = "no-store";

        await using var json = new Utf8JsonWriter(http.Response.BodyWriter.AsStream());
        json.WriteStartObject();
        json.WriteString("object"u8, "api_key"u8);
        if (secret is not null)
            json.WriteString("secret"u8, secret);
        json.WriteStartObject("key"u8);
        WriteMembers(json, item);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static async Task WriteListAsync(HttpContext http, IReadOnlyList<KeyItem> page, int limit, bool hasMore)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter.AsStream());
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var item in page)
        {
            json.WriteStartObject();
            WriteMembers(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("limit"u8, limit);
        if (hasMore)
            json.WriteString("next_after"u8, page[^1].Id);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, KeyItem item)
    {
        foreach (var (name, value) in JsonNode.Parse(item.Json)!.AsObject())
        {
            json.WritePropertyName(name);
            value!.WriteTo(json);
        }

        json.WriteString("key_source"u8, item.KeySource);
        json.WriteString("source"u8, item.Stored is null ? "file" : "store");
        if (item.LastUsedAt is { } used)
            json.WriteString("last_used_at"u8, used);
        if (item.Stored is not { } stored)
            return;

        json.WriteString("created_at"u8, stored.CreatedAt);
        if (stored.Key.PreviousUntil is { } until)
            json.WriteString("previous_secret_until"u8, until);
    }
}
