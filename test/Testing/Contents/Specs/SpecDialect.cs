using System.Text.Json.Nodes;

namespace FerroGate.Testing.Contents.Specs;

/// <summary>Says in today's JSON Schema what the specifications say in OpenAPI's dialects of it.</summary>
internal sealed class SpecDialect
{
    private const string Prefix = "#/components/schemas/";

    /// <summary>Keywords that mean the same; what is not listed anywhere here is for people.</summary>
    private static readonly string[] Kept =
    [
        "type", "enum", "const", "required", "minItems", "maxItems", "minLength", "maxLength", "pattern", "minimum", "maximum", "minProperties", "maxProperties",
    ];

    /// <summary>The values are protobuf messages: fields have two spellings, none is unknown, and 64 bits may be text or a number.</summary>
    public bool IsProtobuf { get; init; }

    /// <summary>What may be left out may also be null, as vendors answer it.</summary>
    public bool AbsentMayBeNull { get; init; }

    /// <summary>What is said to be required and is not, as <c>Definition.field</c>.</summary>
    public IReadOnlyCollection<string> Optional { get; init; } = [];

    /// <summary>The schema in today's words.</summary>
    /// <param name="schema">As it is written.</param>
    /// <param name="definition">The name of the definition that it is part of.</param>
    public JsonNode Schema(JsonNode schema, string definition)
    {
        if (schema is not JsonObject given)
            return schema.DeepClone();
        var said = new JsonObject();
        foreach (var (keyword, value) in given)
            Say(said, keyword, value, definition);
        Relax(said, given, definition);
        if (IsProtobuf)
            SayProtobuf(said, given);
        return given["nullable"]?.ToString() == "true" ? OrNull(said) : said;
    }

    private void Say(JsonObject said, string keyword, JsonNode? value, string definition)
    {
        switch (keyword)
        {
            case "$ref":
                said[keyword] = $"#/$defs/{value!.GetValue<string>()[Prefix.Length..]}";
                break;
            case "$recursiveRef":
                said["$ref"] = $"#/$defs/{definition}";
                break;
            case "properties":
                said[keyword] = new JsonObject(value!.AsObject().Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)Schema(pair.Value!, definition))));
                break;
            case "items" or "additionalProperties" or "not" or "propertyNames":
                said[keyword] = Schema(value!, definition);
                break;
            // Branches of the specifications' unions overlap, and services do not mind.
            case "anyOf" or "oneOf":
                AddUnion(said, new JsonObject { ["anyOf"] = Schemas(value!, definition) });
                break;
            case "allOf":
                foreach (var part in Schemas(value!, definition).ToArray())
                    AddUnion(said, part!.DeepClone());
                break;
            // An older draft says here only whether the minimum itself is meant.
            case "exclusiveMinimum" or "exclusiveMaximum" when value is JsonValue number && number.GetValueKind() == System.Text.Json.JsonValueKind.Number:
                said[keyword] = value.DeepClone();
                break;
            default:
                if (Kept.Contains(keyword) && !(keyword == "required" && value is not JsonArray))
                    said[keyword] = value?.DeepClone();
                break;
        }
    }

    private JsonArray Schemas(JsonNode schemas, string definition) => [.. schemas.AsArray().Select(schema => Schema(schema!, definition))];

    private static void AddUnion(JsonObject said, JsonNode part)
    {
        if (said["allOf"] is null)
            said["allOf"] = new JsonArray();
        said["allOf"]!.AsArray().Add(part);
    }

    /// <summary>What may be null may also be left out, though it is said to be required.</summary>
    private void Relax(JsonObject said, JsonObject given, string definition)
    {
        if (given["properties"] is not JsonObject properties || said["properties"] is not JsonObject saidProperties)
            return;
        string[] required = [.. (given["required"] as JsonArray ?? []).Select(name => name!.GetValue<string>())
            .Where(name => !MayBeNull(properties[name]) && !Optional.Contains($"{definition}.{name}"))];
        if (said.ContainsKey("required"))
            said["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]);
        if (!AbsentMayBeNull)
            return;
        foreach (var (name, schema) in saidProperties.Where(property => !required.Contains(property.Key)).ToArray())
            saidProperties[name] = OrNull(schema!.DeepClone());
    }

    private static JsonObject OrNull(JsonNode schema) => new() { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) };

    private static bool MayBeNull(JsonNode? schema) =>
        schema is JsonObject given
        && ((given["anyOf"] ?? given["oneOf"]) is JsonArray branches && branches.Any(branch => branch?["type"]?.ToString() == "null")
            || given["nullable"]?.ToString() == "true"
            || given["type"] is JsonArray types && types.Any(type => type?.ToString() == "null"));

    private static void SayProtobuf(JsonObject said, JsonObject given)
    {
        if (given["format"]?.ToString() is "int64" or "uint64" && given["type"]?.ToString() == "string")
            said["type"] = new JsonArray("string", "integer");
        // Its reader minds no case, and Google's own examples write types in small letters.
        if (said["enum"] is JsonArray words)
            said["enum"] = new JsonArray([.. words.Select(word => word!.ToString()).SelectMany(Spellings).Distinct().Select(word => JsonValue.Create(word))]);
        if (said["properties"] is not JsonObject properties)
            return;
        foreach (var (name, schema) in properties.ToArray())
        {
            var snake = string.Concat(name.Select(letter => char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : letter.ToString()));
            if (snake != name)
                properties[snake] = schema!.DeepClone();
        }

        if (given["additionalProperties"] is null)
            said["additionalProperties"] = false;
    }

    private static string[] Spellings(string word) => [word, word.ToLowerInvariant()];
}
