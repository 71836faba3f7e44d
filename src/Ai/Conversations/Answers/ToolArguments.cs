using System.Runtime.InteropServices;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Conversations.Answers;

/// <summary>What a tool is called with. Some protocols write it as a JSON object, others as a text that holds one.</summary>
public readonly struct ToolArguments
{
    private readonly JsonElement? _value;
    private readonly JsonText _text;

    private ToolArguments(JsonElement? value, JsonText text)
    {
        _value = value;
        _text = text;
    }

    /// <summary>Of an object.</summary>
    public static ToolArguments Of(JsonElement value) => new(value, default);

    /// <summary>Of a text that holds an object.</summary>
    public static ToolArguments Of(JsonText text) => new(null, text);

    /// <summary>Them as text; an object is spelled as it was.</summary>
    public JsonText Text => _value is { } value ? JsonText.OfJson(JsonMarshal.GetRawUtf8Value(value)) : _text;

    /// <summary>Writes them as an object, spelled as they were.</summary>
    /// <exception cref="FormatException">They are no object.</exception>
    public void WriteObject(Utf8JsonWriter writer)
    {
        if (_value is { } value)
        {
            writer.WriteRaw(value);
            return;
        }

        var json = _text.Decoded();
        if (json.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            // Models call tools without parameters this way.
            writer.WriteRawValue("{}"u8, skipInputValidation: true);
            return;
        }

        try
        {
            using var document = ParsedJson.Parse(json);
            if (document.Root.ValueKind != JsonValueKind.Object)
            {
                throw new FormatException("Tool arguments are not a JSON object.");
            }

            writer.WriteRaw(document.Root);
        }
        catch (JsonException exception)
        {
            throw new FormatException("Tool arguments are not JSON.", exception);
        }
    }
}
