using System.Collections.Frozen;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Parts;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Writes JSON schemas to Gemini, which has two members for each. One takes a subset of OpenAPI's schemas and refuses every other
/// word; every model knows it. The other takes JSON schemas, with some words that it does not follow.
/// </summary>
internal static class SchemaWriter
{
    private static readonly FrozenSet<string> Subset = FrozenSet.ToFrozenSet(
        ["type", "title", "description", "nullable", "enum", "items", "minItems", "maxItems", "properties", "required", "minimum", "maximum", "anyOf"],
        StringComparer.Ordinal);

    // What https://ai.google.dev/api/generate-content says of responseJsonSchema; the rest is not followed.
    private static readonly FrozenSet<string> Followed = FrozenSet.ToFrozenSet(
        [
            "$id", "$schema", "$defs", "$ref", "$anchor", "type", "format", "title", "description", "enum", "const", "items", "prefixItems",
            "minItems", "maxItems", "minimum", "maximum", "anyOf", "oneOf", "properties", "additionalProperties", "required", "propertyOrdering",
        ],
        StringComparer.Ordinal);

    /// <summary>The schema of a tool, which Gemini takes as it is where it is no subset.</summary>
    public static void WriteParameters(Utf8JsonWriter writer, JsonElement schema)
    {
        writer.WritePropertyName(IsSubset(schema) ? "parameters"u8 : "parametersJsonSchema"u8);
        writer.WriteRaw(schema);
    }

    /// <summary>The schema of an answer, without the words that Gemini does not follow: they are named.</summary>
    public static void WriteAnswer(Utf8JsonWriter writer, Carried<JsonElement> schema, Losses losses)
    {
        if (IsSubset(schema.Value))
        {
            writer.WriteRaw("responseSchema"u8, schema.Value);
            return;
        }

        writer.WritePropertyName("responseJsonSchema"u8);
        WriteFollowed(writer, schema.Value, schema.Path, losses);
    }

    private static bool IsSubset(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (var property in schema.EnumerateObject())
        {
            var name = GenerateMember.SpelledNameOf(property);
            var value = property.Value;
            var fits = Subset.Contains(name) && name switch
            {
                "type" => value.ValueKind == JsonValueKind.String && !JsonText.Of(value).Is("null"),
                "items" => IsSubset(value),
                "anyOf" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(IsSubset),

                // An object without properties is refused.
                "properties" => value.ValueKind == JsonValueKind.Object && value.GetPropertyCount() > 0
                    && value.EnumerateObject().All(inner => IsSubset(inner.Value)),
                "enum" => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String && !JsonText.Of(item).IsEmpty),
                _ => true,
            };
            if (!fits)
            {
                return false;
            }
        }

        return schema.Member("type"u8) is not null || schema.Member("anyOf"u8) is not null;
    }

    private static void WriteFollowed(Utf8JsonWriter writer, JsonElement schema, string root, Losses losses)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            writer.WriteRaw(schema);
            return;
        }

        // Beside a reference only words with a dollar may stand.
        var isReference = schema.Member("$ref"u8) is not null;
        writer.WriteStartObject();
        foreach (var property in schema.EnumerateObject())
        {
            var name = GenerateMember.SpelledNameOf(property);
            if (!Followed.Contains(name) || (isReference && name[0] != '$'))
            {
                losses.Add($"{root}.**.{name}", LossReason.Keyword);
                continue;
            }

            if (name == "const" && schema.Member("enum"u8) is null)
            {
                // The same in a word that Gemini follows.
                writer.WriteStartArray("enum"u8);
                writer.WriteRaw(property.Value);
                writer.WriteEndArray();
                continue;
            }

            writer.WritePropertyName(name);
            WriteMember(writer, name, property.Value, root, losses);
        }

        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, string name, JsonElement value, string root, Losses losses)
    {
        switch (name)
        {
            case "properties" or "$defs" when value.ValueKind == JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(GenerateMember.SpelledNameOf(property));
                    WriteFollowed(writer, property.Value, root, losses);
                }

                writer.WriteEndObject();
                break;
            case "anyOf" or "oneOf" or "prefixItems" when value.ValueKind == JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    WriteFollowed(writer, item, root, losses);
                }

                writer.WriteEndArray();
                break;
            case "items" or "additionalProperties":
                WriteFollowed(writer, value, root, losses);
                break;
            default:
                writer.WriteRaw(value);
                break;
        }
    }
}
