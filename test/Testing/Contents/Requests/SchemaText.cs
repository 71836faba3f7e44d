using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Testing.Contents.Json;

namespace FerroGate.Testing.Contents.Requests;

/// <summary>The canonical spelling of the schemas that requests hold.</summary>
internal static class SchemaText
{
    /// <summary>What a schema of no arguments may have all the same.</summary>
    private static readonly string[] Plain = ["type", "properties", "required", "additionalProperties", "$schema", "title"];

    private static readonly string[] GeminiTypes = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"];

    /// <summary>A schema of the arguments of a tool; none where it takes no arguments, however that is said.</summary>
    public static string? OfArguments(JsonElement? schema) => schema is { } given && !IsEmpty(given) ? Of(given) : null;

    /// <summary>Any schema. Gemini spells types in capitals, and numbers that count as text.</summary>
    public static string Of(JsonElement schema)
    {
        var node = JsonNode.Parse(schema.GetRawText());
        Lower(node);
        return CanonicalJson.Of(JsonSerializer.SerializeToElement(node));
    }

    private static bool IsEmpty(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.EnumerateObject().All(field => Plain.Contains(field.Name))
        && !(schema.At("properties") is { } properties && properties.EnumerateObject().Any());

    private static void Lower(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                if (fields["type"] is JsonValue type && type.TryGetValue<string>(out var name) && GeminiTypes.Contains(name))
                    fields["type"] = name.ToLowerInvariant();
                foreach (var field in fields)
                    Lower(field.Value);
                break;
            case JsonArray items:
                foreach (var item in items)
                    Lower(item);
                break;
        }
    }
}
