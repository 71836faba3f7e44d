using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Providers.Gemini;

/// <summary>What the errors of Gemini mean.</summary>
internal static class GeminiErrors
{
    /// <summary>
    /// An unknown key is a 400 here, and one that may not do this is a 403; both say why in a detail whose reason names the key
    /// (google.rpc.ErrorInfo), such as <c>API_KEY_INVALID</c> or <c>CONSUMER_SUSPENDED</c>.
    /// </summary>
    public static bool RefusesCredential(int status, ReadOnlySpan<byte> body) =>
        status == 401 || (status is 400 or 403 && NamesKey(body));

    private static bool NamesKey(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || !reader.NameIs("reason"u8))
                {
                    continue;
                }

                reader.Read();
                if (reader.TokenType == JsonTokenType.String && (reader.ValueSpan.StartsWith("API_KEY_"u8) || reader.ValueSpan.StartsWith("CONSUMER_"u8)))
                {
                    return true;
                }
            }
        }
        catch (JsonException)
        {
            // What cannot be read names nothing.
        }

        return false;
    }
}
