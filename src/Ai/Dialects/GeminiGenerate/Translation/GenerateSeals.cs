using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Json;

namespace FerroGate.Ai.Dialects.GeminiGenerate.Translation;

/// <summary>
/// Seals as <c>thoughtSignature</c>, which are bytes: Google's clients decode them from base64 and encode them again, in the
/// alphabet of URLs where they please. So another provider's seal stands there as the base64 of its wrapped text.
/// </summary>
internal static class GenerateSeals
{
    /// <summary>
    /// What Gemini takes where a call of its current turn has no signature, because it comes from elsewhere
    /// (https://ai.google.dev/gemini-api/docs/thought-signatures, FAQ).
    /// </summary>
    public static ReadOnlySpan<byte> Skip => "skip_thought_signature_validator"u8;

    private static ReadOnlySpan<byte> OtherSkip => "context_engineering_is_the_way_to_go"u8;

    /// <summary>The signature as a client of Gemini gets it.</summary>
    public static JsonText Shown(Seal seal) => seal.Origin == SealOrigin.Gemini
        ? seal.Value
        : JsonText.Of(Convert.ToBase64String(seal.Wrapped().Decoded()));

    /// <summary>What a client sends back; <c>null</c> for what Google's documentation tells those to send who have nothing.</summary>
    public static Seal? ReadBack(JsonText? signature, bool isThought = false) =>
        signature is not { } value || value.Escaped.SequenceEqual(Skip) || value.Escaped.SequenceEqual(OtherSkip) ? null : Read(value, isThought);

    /// <summary>What a provider or a client has put there.</summary>
    public static Seal Read(JsonText signature, bool isThought = false)
    {
        var standard = Base64Text.Standard(signature).ToString();
        var bytes = new byte[standard.Length];
        if (!Convert.TryFromBase64String(standard, bytes, out var length) || !bytes.AsSpan(0, length).StartsWith("ferrogate."u8))
        {
            return new Seal(SealOrigin.Gemini, signature, isThought);
        }

        return Seal.Read(JsonText.Of(Encoding.UTF8.GetString(bytes, 0, length)), SealOrigin.Gemini, isThought);
    }
}
