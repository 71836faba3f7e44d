using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Core.Resources;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.Resources;

/// <summary>How a resource is shown: what it says, and where that comes from.</summary>
internal static class ResourceView
{
    public const string File = "file";
    public const string Store = "store";
    public const string Keys = "keys";

    public static string SourceOf(ResourceItem item) => item.IsOfKeys ? Keys : item.Stored is null ? File : Store;

    public static async Task WriteAsync(HttpContext http, int status, ResourceKind kind, ResourceItem item)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        if (item.Stored is { } stored)
            AdminPrecondition.WriteTag(http, stored.Version);

        await using var json = new Utf8JsonWriter(http.Response.BodyWriter.AsStream());
        json.WriteStartObject();
        json.WriteString("object"u8, ResourceKindNames.Of(kind));
        WriteOrigin(json, item);
        json.WriteStartObject(ResourceKindNames.Of(kind));
        WriteMembers(json, item);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static async Task WriteDeletedAsync(HttpContext http, string kind, string id)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter.AsStream());
        json.WriteStartObject();
        json.WriteString("object"u8, kind);
        json.WriteString("id"u8, id);
        json.WriteBoolean("deleted"u8, true);
        json.WriteEndObject();
    }

    public static void WriteOrigin(Utf8JsonWriter json, ResourceItem item)
    {
        json.WriteString("id"u8, item.Id);
        json.WriteString("source"u8, SourceOf(item));
        if (item.Stored is not { } stored)
            return;

        json.WriteString("created_at"u8, stored.CreatedAt);
        json.WriteString("updated_at"u8, stored.UpdatedAt);
    }

    /// <summary>What it says, member by member.</summary>
    public static void WriteMembers(Utf8JsonWriter json, ResourceItem item)
    {
        foreach (var (name, value) in JsonNode.Parse(item.Json)!.AsObject())
        {
            json.WritePropertyName(name);
            value!.WriteTo(json);
        }
    }
}
