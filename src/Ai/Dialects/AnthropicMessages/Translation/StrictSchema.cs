using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.AnthropicMessages.Translation;

/// <summary>
/// Writes a JSON schema that Anthropic makes a grammar of: for the format of an answer, and for the arguments of strict tools. It refuses
/// what a grammar cannot count (see "Structured outputs" in its documentation), and it wants every object to be closed.
/// </summary>
/// <param name="writer">Where it is written.</param>
/// <param name="source">Where it stands in the client's request.</param>
/// <param name="target">Where it stands in the request to the provider.</param>
/// <param name="notes">Takes the keywords that are left out, and those that are added.</param>
internal sealed class StrictSchema(Utf8JsonWriter writer, string source, string target, RequestNotes notes)
{
    public void Write(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
        {
            writer.WriteRaw(schema);
            return;
        }

        var isObject = IsType(schema, "object")
            || schema.Member("properties"u8) is not null
            || schema.Member("additionalProperties"u8) is not null;
        writer.WriteStartObject();
        foreach (var member in schema.EnumerateObject())
        {
            WriteKeyword(schema, member, isObject);
        }

        if (isObject)
        {
            if (schema.Member("additionalProperties"u8) is null && !notes.Added.Contains(Added))
            {
                notes.Add(Added);
            }

            writer.WriteBoolean("additionalProperties"u8, false);
        }

        writer.WriteEndObject();
    }

    private string Added => $"{target}.**.additionalProperties";

    private void WriteKeyword(JsonElement schema, JsonProperty member, bool isObject)
    {
        var value = member.Value;
        switch (member.Name)
        {
            case "additionalProperties" when isObject:
                if (value.ValueKind != JsonValueKind.False && value.ValueKind != JsonValueKind.Null)
                {
                    Lose(member.Name);
                }

                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf" or "minLength" or "maxLength"
                or "maxItems" or "uniqueItems" or "contains" or "minContains" or "maxContains" or "prefixItems" or "unevaluatedItems"
                or "minProperties" or "maxProperties" or "patternProperties" or "propertyNames" or "unevaluatedProperties"
                or "dependentRequired" or "dependentSchemas" or "dependencies" or "not" or "if" or "then" or "else"
                or "contentEncoding" or "contentMediaType" or "contentSchema":
            case "minItems" when !value.IsNumber(0) && !value.IsNumber(1):
            case "format" when !IsKnownFormat(value):
                Lose(member.Name);
                break;
            case "properties" or "$defs" or "definitions" when value.ValueKind == JsonValueKind.Object:
                writer.WriteStartObject(member.Name);
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value);
                }

                writer.WriteEndObject();
                break;
            case "oneOf":
                // That exactly one of them fits is more than a grammar says.
                Lose(member.Name);
                if (schema.Member("anyOf"u8) is null)
                {
                    WriteAll("anyOf", value);
                }

                break;
            case "anyOf" or "allOf":
                WriteAll(member.Name, value);
                break;
            case "items":
                writer.WritePropertyName(member.Name);
                Write(value);
                break;
            default:
                writer.WritePropertyName(member.Name);
                writer.WriteRaw(value);
                break;
        }
    }

    private void WriteAll(string name, JsonElement schemas)
    {
        writer.WritePropertyName(name);
        if (schemas.ValueKind != JsonValueKind.Array)
        {
            writer.WriteRaw(schemas);
            return;
        }

        writer.WriteStartArray();
        foreach (var schema in schemas.EnumerateArray())
        {
            Write(schema);
        }

        writer.WriteEndArray();
    }

    private void Lose(string keyword) => notes.Losses.Add($"{source}.**.{keyword}", LossReason.Keyword);

    private static bool IsType(JsonElement schema, string type) => schema.Member("type"u8) is { } found
        && (found.Says(type) || (found.ValueKind == JsonValueKind.Array && found.EnumerateArray().Any(one => one.Says(type))));

    private static bool IsKnownFormat(JsonElement format) =>
        format.ValueKind != JsonValueKind.String
        || JsonText.Of(format).ToString() is "date-time" or "time" or "date" or "duration" or "email" or "hostname" or "uri" or "ipv4"
            or "ipv6" or "uuid";
}
