using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.OpenAiResponses.Translation;

/// <summary>What a response repeats of its request, and the protocol's defaults for what the request does not say.</summary>
internal static class ResponsesEcho
{
    private static readonly (string Name, string? Default)[] Members =
    [
        ("instructions", "null"),
        ("max_output_tokens", "null"),
        ("max_tool_calls", "null"),
        ("metadata", "{}"),
        ("parallel_tool_calls", "true"),
        ("prompt_cache_key", "null"),
        ("safety_identifier", "null"),
        ("temperature", "1"),
        ("tool_choice", "\"auto\""),
        ("top_logprobs", "0"),
        ("top_p", "1"),
        ("truncation", "\"disabled\""),

        // It cannot be `null`.
        ("user", null),
    ];

    public static void Write(Utf8JsonWriter writer, JsonElement request)
    {
        foreach (var (name, otherwise) in Members)
        {
            if (request.Member(System.Text.Encoding.UTF8.GetBytes(name)) is { } value)
            {
                writer.WritePropertyName(name);
                writer.WriteRaw(value);
            }
            else if (otherwise is not null)
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(otherwise, skipInputValidation: true);
            }
        }

        WriteReasoning(writer, request.Member("reasoning"u8) ?? default);
        WriteText(writer, request.Member("text"u8) ?? default);
        WriteTools(writer, request.Member("tools"u8) ?? default);
    }

    private static void WriteReasoning(Utf8JsonWriter writer, JsonElement reasoning)
    {
        writer.WriteStartObject("reasoning"u8);
        WriteOrNull(writer, "effort"u8, reasoning.Member("effort"u8));
        WriteOrNull(writer, "summary"u8, reasoning.Member("summary"u8) ?? reasoning.Member("generate_summary"u8));
        writer.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter writer, JsonElement text)
    {
        writer.WriteStartObject("text"u8);
        if (text.Member("format"u8) is { } format)
        {
            writer.WriteRaw("format"u8, format);
        }
        else
        {
            writer.WriteStartObject("format"u8);
            writer.WriteString("type"u8, "text"u8);
            writer.WriteEndObject();
        }

        if (text.Member("verbosity"u8) is { } verbosity)
        {
            writer.WriteRaw("verbosity"u8, verbosity);
        }

        writer.WriteEndObject();
    }

    // A function in a response has two members that it need not have in a request.
    private static void WriteTools(Utf8JsonWriter writer, JsonElement tools)
    {
        writer.WriteStartArray("tools"u8);
        foreach (var tool in tools.ValueKind == JsonValueKind.Array ? tools.EnumerateArray().ToArray() : [])
        {
            if (!(tool.TextOf("type"u8)?.Is("function") ?? false))
            {
                writer.WriteRaw(tool);
                continue;
            }

            writer.WriteStartObject();
            foreach (var member in tool.EnumerateObject().Where(member => member.Name is not ("strict" or "parameters")))
            {
                writer.WritePropertyName(member.Name);
                writer.WriteRaw(member.Value);
            }

            WriteOrNull(writer, "parameters"u8, tool.Member("parameters"u8));
            writer.WriteBoolean("strict"u8, tool.Member("strict"u8) is { ValueKind: JsonValueKind.True });
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteOrNull(Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonElement? value)
    {
        writer.WritePropertyName(name);
        if (value is { } there)
        {
            writer.WriteRaw(there);
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
