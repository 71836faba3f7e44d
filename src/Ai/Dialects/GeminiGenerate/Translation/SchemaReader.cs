using System.Buffers;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Reads Gemini's own form of a schema, a subset of OpenAPI's with types in capitals, as the JSON schema that says the same.
/// </summary>
internal static class SchemaReader
{
    public static JsonElement Read(JsonElement schema, string path, Losses losses)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var writer = ErrorJson.NewWriter(output))
        {
            Write(writer, schema, path, path, losses);
        }

        return JsonElement.Parse(output.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement schema, string path, string root, Losses losses)
    {
        var members = GenerateMember.Of(schema, path).ToList();
        var isNullable = members.Exists(member => member is { Name: "nullable", Value.ValueKind: JsonValueKind.True });
        writer.WriteStartObject();
        foreach (var (name, at, value) in members)
        {
            switch (name)
            {
                case "type":
                    WriteType(writer, value, isNullable, at);
                    break;
                case "nullable":
                    break;
                case "properties":
                    WriteNamed(writer, value, at, root, losses);
                    break;
                case "items" or "additionalProperties" when value.ValueKind == JsonValueKind.Object:
                    writer.WritePropertyName(name);
                    Write(writer, value, at, root, losses);
                    break;
                case "anyOf":
                    WriteAll(writer, value, at, root, losses);
                    break;
                case "minItems" or "maxItems" or "minLength" or "maxLength" or "minProperties" or "maxProperties":
                    WriteCount(writer, name, value);
                    break;
                case "example":
                    writer.WriteStartArray("examples"u8);
                    writer.WriteRaw(value);
                    writer.WriteEndArray();
                    break;
                case "propertyOrdering":
                    losses.Add($"{root}.**.{name}", LossReason.Keyword);
                    break;
                default:
                    writer.WritePropertyName(name);
                    writer.WriteRaw(value);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter writer, JsonElement value, bool isNullable, string path)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WritePropertyName("type"u8);
            writer.WriteRaw(value);
            return;
        }

        var type = value.Text(path).ToString().ToLowerInvariant();
        if (type == "type_unspecified")
        {
            return;
        }

        if (!isNullable || type == "null")
        {
            writer.WriteString("type"u8, type);
            return;
        }

        writer.WriteStartArray("type"u8);
        writer.WriteStringValue(type);
        writer.WriteStringValue("null"u8);
        writer.WriteEndArray();
    }

    private static void WriteNamed(Utf8JsonWriter writer, JsonElement value, string path, string root, Losses losses)
    {
        writer.WriteStartObject("properties"u8);
        foreach (var property in value.Members(path))
        {
            writer.WritePropertyName(GenerateMember.SpelledNameOf(property));
            Write(writer, property.Value, $"{path}.*", root, losses);
        }

        writer.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter writer, JsonElement value, string path, string root, Losses losses)
    {
        writer.WriteStartArray("anyOf"u8);
        foreach (var item in value.Items(path))
        {
            Write(writer, item, $"{path}[*]", root, losses);
        }

        writer.WriteEndArray();
    }

    // Protocol buffers spell numbers of 64 bits as texts.
    private static void WriteCount(Utf8JsonWriter writer, string name, JsonElement value)
    {
        writer.WritePropertyName(name);
        if (value.ValueKind == JsonValueKind.String && long.TryParse(JsonText.Of(value).ToString(), out var count))
        {
            writer.WriteNumberValue(count);
        }
        else
        {
            writer.WriteRaw(value);
        }
    }
}
