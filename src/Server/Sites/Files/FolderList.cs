using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites.Files;

/// <summary><c>browse</c>: what is in a folder, as a page or as JSON.</summary>
internal static class FolderList
{
    private const string Json = "application/json";

    public static Task SendAsync(SiteRequest request, string folder, Func<string, bool> isHidden)
    {
        var query = QueryText.Read(request.Target.Query, out _).DistinctBy(parameter => parameter.Name).ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
        var entries = Page(Sort(Entries(folder, isHidden), query), query).ToList();
        request.Response.Headers.Append("Vary", "Accept");
        var isJson = request.Request.Headers.Accept.ToString().Contains(Json, StringComparison.OrdinalIgnoreCase);
        request.Response.ContentType = isJson ? $"{Json}; charset=utf-8" : "text/html; charset=utf-8";
        return AnswerWriter.WriteAsync(
            request, StatusCodes.Status200OK, isJson ? WriteJson(entries) : WritePage(request.OriginalTarget.Path, entries));
    }

    private static IEnumerable<FolderEntry> Entries(string folder, Func<string, bool> isHidden) =>
        new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(info => !isHidden(info.FullName)).Select(FolderEntry.Of);

    private static IEnumerable<FolderEntry> Sort(IEnumerable<FolderEntry> entries, Dictionary<string, string> query)
    {
        var byName = entries.OrderBy(entry => entry.Name, StringComparer.OrdinalIgnoreCase);
        var sorted = query.GetValueOrDefault("sort") switch
        {
            "name" => byName,
            "size" => byName.OrderBy(entry => entry.IsFolder ? -1 : entry.Size),
            "time" => byName.OrderBy(entry => entry.Modified),
            _ => byName.OrderByDescending(entry => entry.IsFolder),
        };
        return query.GetValueOrDefault("order") == "desc" ? sorted.Reverse() : sorted;
    }

    private static IEnumerable<FolderEntry> Page(IEnumerable<FolderEntry> entries, Dictionary<string, string> query)
    {
        if (NumberOf(query, "offset") is { } offset)
            entries = entries.Skip(offset);
        return NumberOf(query, "limit") is > 0 and var limit ? entries.Take(limit) : entries;
    }

    private static int? NumberOf(Dictionary<string, string> query, string name) =>
        int.TryParse(query.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ReadOnlyMemory<byte> WriteJson(List<FolderEntry> entries)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartArray();
            foreach (var entry in entries)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, entry.Name);
                json.WriteNumber("size"u8, entry.Size);
                json.WriteString("url"u8, UrlOf(entry));
                json.WriteString("mod_time"u8, entry.Modified.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
                json.WriteNumber("mode"u8, entry.Mode);
                json.WriteBoolean("is_dir"u8, entry.IsFolder);
                json.WriteBoolean("is_symlink"u8, entry.IsLink);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        output.Write("\n"u8);
        return output.WrittenMemory;
    }

    private static ReadOnlyMemory<byte> WritePage(string path, List<FolderEntry> entries)
    {
        var title = WebUtility.HtmlEncode(path);
        var page = new StringBuilder(
            $"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n</head>\n<body>\n<h1>{title}</h1>\n<table>\n<tr><th>Name</th><th>Size</th><th>Modified</th></tr>\n");
        if (path.Length > 1)
            page.Append("<tr><td><a href=\"../\">../</a></td><td></td><td></td></tr>\n");
        foreach (var entry in entries)
        {
            var size = entry.IsFolder ? "" : entry.Size.ToString(CultureInfo.InvariantCulture);
            page.Append(
                CultureInfo.InvariantCulture,
                $"<tr><td><a href=\"{WebUtility.HtmlEncode(UrlOf(entry))}\">{WebUtility.HtmlEncode(entry.Name)}</a></td><td>{size}</td><td>{entry.Modified:yyyy-MM-dd HH:mm:ss}</td></tr>\n");
        }

        return Encoding.UTF8.GetBytes(page.Append("</table>\n</body>\n</html>\n").ToString());
    }

    private static string UrlOf(FolderEntry entry) => "./" + GoEscapes.EscapePath(entry.Name);
}
