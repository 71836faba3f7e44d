using System.Runtime.InteropServices;
using System.Text.Json;

namespace FerroGate.Ai.Conversations;

/// <summary>Writes what is carried as it was spelled.</summary>
internal static class JsonWriting
{
    public static void WriteRaw(this Utf8JsonWriter writer, JsonElement value) =>
        writer.WriteRawValue(JsonMarshal.GetRawUtf8Value(value), skipInputValidation: true);

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
