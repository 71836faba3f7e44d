using System.Globalization;
using System.Text.Json;
using FerroGate.Core.Snapshot;
using Microsoft.AspNetCore.Http;

namespace FerroGate.Admin.Resources;

/// <summary>A page of resources: <c>?limit=&amp;after=ID&amp;source=file|store</c>.</summary>
internal static class ResourceList
{
    public static async Task WriteAsync(HttpContext http, IReadOnlyList<ResourceItem> all, AdminListSettings settings)
    {
        var (limit, after, source, error) = Read(http.Request.Query, settings);
        if (error is not null)
        {
            await AdminProblem.WriteAsync(http, StatusCodes.Status400BadRequest, error);
            return;
        }

        // By name: a place in the list that others change would not be one.
        var wanted = all.Where(item => source is null || ResourceView.SourceOf(item) == source).OrderBy(item => item.Id, StringComparer.Ordinal).ToList();
        var rest = wanted.Where(item => string.CompareOrdinal(item.Id, after) > 0).ToList();
        var page = rest.Take(limit).ToList();
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
        json.WriteNumber("limit"u8, limit);
        if (rest.Count > page.Count)
            json.WriteString("next_after"u8, page[^1].Id);
        json.WriteEndObject();
    }

    private static (int Limit, string? After, string? Source, string? Error) Read(IQueryCollection query, AdminListSettings settings)
    {
        var (limit, after, source) = (settings.DefaultLimit, (string?)null, (string?)null);
        foreach (var (name, values) in query)
        {
            var value = values.ToString();
            switch (name)
            {
                case "limit" when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0:
                    limit = Math.Min(number, settings.MaxLimit);
                    break;
                case "limit":
                    return (0, null, null, "The parameter 'limit' must be a whole number above zero.");
                case "after":
                    after = value;
                    break;
                case "source" when value is ResourceView.File or ResourceView.Store or ResourceView.Keys:
                    source = value;
                    break;
                case "source":
                    return (0, null, null, "The parameter 'source' is 'file' or 'store', or 'keys' for tenants that only keys name.");
                default:
                    return (0, null, null, $"There is no parameter '{name}' here; 'limit', 'after' and 'source' are known.");
            }
        }

        return (limit, after, source, null);
    }
}
