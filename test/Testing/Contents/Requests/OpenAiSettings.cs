using System.Text.Json;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>What the two protocols of OpenAI say in nearly the same words.</summary>
internal static class OpenAiSettings
{
    /// <summary>The format; Chat has the schema and its name one level deeper than the type.</summary>
    public static ResponseFormat? Format(JsonElement? format, JsonElement? schema) => format?.Type() switch
    {
        "text" => new(FormatKind.Text),
        "json_object" => new(FormatKind.Json),
        "json_schema" => new(
            FormatKind.JsonSchema,
            schema.TextAt("name"),
            schema.At("schema") is { } given ? SchemaText.Of(given) : null,
            schema.FlagAt("strict")),
        _ => null,
    };

    public static IReadOnlyDictionary<string, string> Metadata(JsonElement body) =>
        body.At("metadata") is { } metadata
            ? new SortedDictionary<string, string>(metadata.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.ToString()), StringComparer.Ordinal)
            : new SortedDictionary<string, string>();

    /// <summary>A file, whose data is a data URL or bare base64.</summary>
    public static MediaPart File(JsonElement file)
    {
        var name = file.TextAt("filename");
        if (file.TextAt("file_data") is not { } data)
            return new(MediaKind.File, file.TextAt("file_url", "file_id"), MediaType: null, Hash: null, name);
        return data.StartsWith("data:", StringComparison.Ordinal)
            ? MediaPart.OfUrl(MediaKind.File, data, name: name)
            : MediaPart.OfBase64(MediaKind.File, mediaType: null, data, name);
    }
}
