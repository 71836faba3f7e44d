using System.Runtime.InteropServices;
using System.Text.Json;

namespace FerroGate.Ai.Json;

/// <summary>Writes what is carried as it was spelled.</summary>
internal static class JsonWriting
{
    /// <summary>Writes a value on one line, whatever lines it stood on: it may become the data of an event.</summary>
    public static void WriteRaw(this Utf8JsonWriter writer, JsonElement value)
    {
        var raw = JsonMarshal.GetRawUtf8Value(value);
        if (raw.ContainsAny((byte)'\n', (byte)'\r'))
        {
            // Inside a text they are escaped, so these are spaces of the layout.
            var line = raw.ToArray();
            line.AsSpan().Replace((byte)'\n', (byte)' ');
            line.AsSpan().Replace((byte)'\r', (byte)' ');
            raw = line;
        }

        writer.WriteRawValue(raw, skipInputValidation: true);
    }

    public static void WriteRaw(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonElement value)
    {
        writer.WritePropertyName(name);
        writer.WriteRaw(value);
    }

    public static void WriteText(this Utf8JsonWriter writer, JsonText text) =>
        writer.WriteRawValue(text.Quoted.IsEmpty ? "\"\""u8 : text.Quoted, skipInputValidation: true);

    public static void WriteText(this Utf8JsonWriter writer, ReadOnlySpan<byte> name, JsonText text)
    {
        writer.WritePropertyName(name);
        writer.WriteText(text);
    }
}
