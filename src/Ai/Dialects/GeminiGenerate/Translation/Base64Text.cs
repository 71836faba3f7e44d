using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Bytes as base64. Protocol buffers take the alphabet of URLs too, and Google's client for Python writes it; the other protocols
/// want the standard one, with its padding.
/// </summary>
internal static class Base64Text
{
    /// <summary>The same bytes in the standard alphabet; a text that is in it already stays as it is.</summary>
    public static JsonText Standard(JsonText text)
    {
        var escaped = text.Escaped;
        if (escaped.IndexOfAny((byte)'-', (byte)'_', (byte)'\\') < 0 && escaped.Length % 4 == 0)
        {
            return text;
        }

        var standard = text.ToString().Replace('-', '+').Replace('_', '/').TrimEnd('=');
        return JsonText.Of(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }
}
