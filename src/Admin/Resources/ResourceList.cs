using System.Text.Json;
using FerroGate.Admin.Lists;
using FerroGate.Core.Snapshot;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.Resources;

/// <summary>A page of resources: <c>?limit=&amp;after=ID&amp;source=file|store</c>.</summary>
internal static class ResourceList
{
    private const string Source = "source";

    public static async Task WriteAsync(HttpContext http, IReadOnlyList<ResourceItem> all, AdminListSettings settings)
    {
        var (asked, error) = NameListQuery.Read(http.Request.Query, settings, Source);
        var source = http.Request.Query.TryGetValue(Source, out var given) ? given.ToString() : null;
        if (source is not (null or ResourceView.File or ResourceView.Store or ResourceView.Keys))
            error ??= "The parameter 'source' is 'file' or 'store', or 'keys' for tenants that only keys name.";
        if (asked is null || error is not null)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, error!);
            return;
        }

        // By name: a place in the list that others change would not be one.
        var wanted = all.Where(item => source is null || ResourceView.SourceOf(item) == source).OrderBy(item => item.Id, StringComparer.Ordinal).ToList();
        var rest = wanted.Where(item => string.CompareOrdinal(item.Id, asked.After) > 0).ToList();
        var page = rest.Take(asked.Limit).ToList();
        http.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter.AsStream());
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        foreach (var item in page)
        {
            json.WriteStartObject();
            ResourceView.WriteOrigin(json, item);
            ResourceView.WriteMembers(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total"u8, wanted.Count);
        json.WriteNumber("limit"u8, asked.Limit);
        if (rest.Count > page.Count)
            json.WriteString("next_after"u8, page[^1].Id);
        json.WriteEndObject();
    }
}
