using System.Collections.Frozen;
using System.Text.Json;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Providers;

/// <summary>Errors that mean that a provider does not accept our credential, in the words of OpenAI, Anthropic and those who follow them.</summary>
internal static class CredentialErrors
{
    // Words in `error.code` or `error.type` of a 403 with which providers say that the key itself is no good. A 403 for
    // another reason (a country, a model) is for the caller to read.
    private static readonly FrozenSet<string> CredentialWords = new[]
    {
        "invalid_api_key", "invalid_authentication", "authentication_error", "invalid_authentication_error", "api_key_invalid",
        "invalid_key", "unauthorized", "incorrect_api_key", "account_deactivated", "key_disabled", "expired_api_key",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static bool Contain(int status, ReadOnlySpan<byte> body) => status switch
    {
        401 => true,
        403 => NamesCredential(body),
        _ => false,
    };

    // The words may stand in `error` or, with some servers, at the top.
    private static bool NamesCredential(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth > 2
                    || !(reader.NameIs("code"u8) || reader.NameIs("type"u8)))
                {
                    continue;
                }

                reader.Read();
                if (reader.TokenType == JsonTokenType.String && CredentialWords.Contains(JsonNames.TextOf(reader)))
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
