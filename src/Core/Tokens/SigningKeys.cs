using System.Text.Json;

namespace FerroGate.Core.Tokens;

/// <summary>The public keys of an issuer, as it publishes them.</summary>
public sealed class SigningKeys(IReadOnlyList<SigningKey> keys)
{
    /// <summary>Reads a JSON Web Key Set; keys that do not sign tokens for us are passed over.</summary>
    /// <exception cref="InvalidDataException">It is none, or has no key that does; the message says so.</exception>
    public static SigningKeys Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var set = JsonElement.Parse(json);
            if (set.ValueKind != JsonValueKind.Object
                || !set.TryGetProperty("keys", out var list)
                || list.ValueKind != JsonValueKind.Array)
            {
                throw new InvalidDataException("it is no set of keys");
            }

            var keys = list.EnumerateArray().Select(SigningKey.Read).OfType<SigningKey>().ToList();
            return keys.Count > 0 ? new SigningKeys(keys) : throw new InvalidDataException("none of its keys can sign with RS256, PS256 or ES256");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("it is no JSON", exception);
        }
    }

    /// <summary>
    /// The key that a token names, or the only one that fits where it names none; <c>null</c> where there is no such key. Which of several it is
    /// is not tried out.
    /// </summary>
    public SigningKey? Of(SignedToken token)
    {
        var fitting = keys.Where(key => key.Fits(token.Algorithm) && (token.KeyId is null || key.Id == token.KeyId)).Take(2).ToList();
        return fitting is [var only] ? only : null;
    }
}
