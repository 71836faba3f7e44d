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

    private static readonly string[] Counts = ["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"];

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
                SayNullable(fields);
                foreach (var (field, value) in fields.ToArray())
                {
                    if (Counts.Contains(field) && value is JsonValue count && count.TryGetValue<string>(out var digits))
                        fields[field] = JsonNode.Parse(digits);
                    else
                        Lower(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                    Lower(item);
                break;
        }
    }

    // OpenAPI says apart from the type that a value may be null.
    private static void SayNullable(JsonObject fields)
    {
        if (fields["nullable"] is not JsonValue nullable || !nullable.TryGetValue<bool>(out var may) || fields["type"] is not JsonValue type)
            return;
        fields.Remove("nullable");
        if (may)
            fields["type"] = new JsonArray(type.DeepClone(), "null");
    }
}
