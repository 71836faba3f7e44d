using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace FerroGate.Core.Tokens;

/// <summary>
/// A signed JWT in its compact form (RFC 7515, RFC 7519), taken apart. Nothing of it is to be believed before its signature was checked; what its
/// header says of where keys are (<c>jku</c>, <c>jwk</c>, <c>x5u</c>, <c>x5c</c>) is never looked at.
/// </summary>
public sealed class SignedToken
{
    /// <summary>No token is longer than this many characters.</summary>
    public const int MostCharacters = 8 * 1024;

    private const int MostDepth = 16;

    // "alg" is checked against the key, and every other word is about tokens that are something else.
    private static readonly string[] Types = ["JWT", "at+jwt", "application/at+jwt", "application/jwt"];

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = MostDepth, AllowDuplicateProperties = false };

    private SignedToken(string algorithm, string? keyId, JsonElement claims, byte[] signingInput, byte[] signature) =>
        (Algorithm, KeyId, Claims, SigningInput, Signature) = (algorithm, keyId, claims, signingInput, signature);

    /// <summary><c>alg</c> of its header.</summary>
    public string Algorithm { get; }

    /// <summary><c>kid</c> of its header. It is compared and nothing else.</summary>
    public string? KeyId { get; }

    /// <summary>An object in which no name is there twice.</summary>
    public JsonElement Claims { get; }

    /// <summary>The bytes that are signed.</summary>
    public byte[] SigningInput { get; }

    public byte[] Signature { get; }

    /// <summary>It begins as every header does, <c>{"</c>, and has three parts.</summary>
    public static bool Looks(string credential) =>
        credential.StartsWith("eyJ", StringComparison.Ordinal) && credential.AsSpan().Count('.') == 2;

    /// <summary>Takes a token apart; <c>null</c> where it is none, or none that could be believed whoever signed it.</summary>
    public static SignedToken? Read(string text)
    {
        if (text.Length > MostCharacters || text.Split('.') is not [var header, var claims, var signature])
            return null;

        if (Decode(header) is not { } headerBytes || Decode(claims) is not { } claimBytes || Decode(signature) is not { } signatureBytes)
            return null;

        // Extensions that must be understood are not understood here, and one of them, b64, changes what is signed.
        return Object(headerBytes) is { } head
            && Text(head, "alg") is { } algorithm
            && !head.TryGetProperty("crit", out _)
            && !head.TryGetProperty("b64", out _)
            && IsTokenOfAccess(head)
            && (!head.TryGetProperty("kid", out var kid) || kid.ValueKind == JsonValueKind.String)
            && Object(claimBytes) is { } said
                ? new SignedToken(algorithm, Text(head, "kid"), said, Encoding.ASCII.GetBytes($"{header}.{claims}"), signatureBytes)
                : null;
    }

    /// <summary>A claim that is a string; <c>null</c> where it is not there or something else.</summary>
    public static string? Text(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTokenOfAccess(JsonElement head) =>
        !head.TryGetProperty("typ", out var type)
        || (type.ValueKind == JsonValueKind.String && Types.Contains(type.GetString(), StringComparer.OrdinalIgnoreCase));

    private static JsonElement? Object(byte[] json)
    {
        try
        {
            var read = JsonElement.Parse(json, Strict);
            return read.ValueKind == JsonValueKind.Object && HasWholeStrings(read) ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // A lone surrogate passes the parser and throws when it is read.
    private static bool HasWholeStrings(JsonElement json)
    {
        try
        {
            foreach (var member in json.EnumerateObject())
            {
                _ = member.Name;
                if (member.Value.ValueKind == JsonValueKind.String)
                    _ = member.Value.GetString();
                else if (member.Value.ValueKind == JsonValueKind.Array)
                    _ = member.Value.EnumerateArray().Count(item => item.ValueKind == JsonValueKind.String && item.GetString() is null);
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    // The decoder would pass over white space and padding, which no token has.
    private static byte[]? Decode(string part)
    {
        if (part.Length == 0 || part.AsSpan().ContainsAnyExcept(Letters))
            return null;

        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
