using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FerroGate.Testing.Contents.Json;

/// <summary>One spelling for each JSON value: members sorted, no spaces, one way to escape; numbers stay as they are spelt.</summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonElement element)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
            Write(writer, element);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }

    /// <summary>The canonical spelling of a text that should hold JSON, and the text as it is where it does not.</summary>
    public static string OfText(string text)
    {
        if (TryParse(text) is { } json)
            return Of(json);
        return text;
    }

    /// <summary>The JSON that a text holds, or <c>null</c>.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(element.GetString());
                break;
            default:
                writer.WriteRawValue(element.GetRawText());
                break;
        }
    }
}
