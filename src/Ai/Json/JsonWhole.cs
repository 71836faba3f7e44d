using System.Text.Json;

namespace FerroGate.Ai.Json;

/// <summary>Tells whether a text that comes in pieces holds a whole JSON value.</summary>
internal static class JsonWhole
{
    public static bool IsWhole(JsonText text)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        try
        {
            var reader = new Utf8JsonReader(text.Decoded());
            return reader.Read() && reader.TrySkip();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
