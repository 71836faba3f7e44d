using System.Buffers;
using System.Text;
using FerroGate.Core.Keys;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai;

/// <summary>Finds the keys of the gateway in what goes to an upstream, however a client wrapped them, and takes them away.</summary>
internal static class KeyTraces
{
    private const string Basic = "Basic ";

    // A key may follow a name, as in `openai-insecure-api-key.KEY` or `token=KEY`; a token has few such places.
    private const int MostPlacesInAToken = 8;

    // Only these are looked into: hashing every word of every header would cost each request more than it protects.
    private static readonly SearchValues<string> Telltales = SearchValues.Create(
        ["auth", "key", "token", "secret", "credential", "cookie", "referer", "password", "sec-websocket-protocol"], StringComparison.OrdinalIgnoreCase);

    private static readonly SearchValues<char> Separators = SearchValues.Create(" \t,;\"'&?/{}[]()<>");
    private static readonly SearchValues<char> NameEnds = SearchValues.Create(".=:");

    /// <summary>Takes every header away that may hold a credential and holds one of our keys.</summary>
    public static void Remove(IHeaderDictionary headers, KeyDirectory keys)
    {
        // A proxy without a gateway need not hash what it passes on.
        if (keys.IsEmpty)
        {
            return;
        }

        List<string>? found = null;
        foreach (var (name, values) in headers)
        {
            if (MayHoldCredential(name) && values.Any(value => IsIn(HeaderText.Read(value ?? ""), keys)))
            {
                (found ??= []).Add(name);
            }
        }

        foreach (var name in found ?? [])
        {
            headers.Remove(name);
        }
    }

    /// <summary>The query without the parameters that hold one of our keys; the others stay as they were written.</summary>
    public static QueryString Remove(QueryString query, KeyDirectory keys)
    {
        if (keys.IsEmpty || query.Value is not { Length: > 1 } text)
        {
            return query;
        }

        var kept = new StringBuilder();
        var isWhole = true;
        foreach (var part in text[1..].Split('&'))
        {
            // A semicolon separates parameters for some servers, and belongs to the value for others.
            var pieces = IsKey(ValueOf(part), keys) ? [] : part.Split(';').Where(piece => !IsInParameter(piece, keys)).ToArray();
            var left = string.Join(';', pieces);
            if (left.Length == part.Length || left.Length > 0)
            {
                kept.Append(kept.Length == 0 ? '?' : '&').Append(left);
            }

            isWhole &= left.Length == part.Length;
        }

        return isWhole ? query : new QueryString(kept.ToString());
    }

    /// <summary>Whether some value of a request holds one of our keys, however it is wrapped.</summary>
    public static bool AreIn(string value, KeyDirectory keys) => !keys.IsEmpty && value.Length > 0 && IsIn(value, keys);

    /// <summary>Whether clients are used to send credentials under such a name.</summary>
    public static bool MayHoldCredential(string name) => name.AsSpan().ContainsAny(Telltales);

    private static bool IsIn(string value, KeyDirectory keys)
    {
        var text = value.Trim();
        if (IsKey(text, keys) || (AfterScheme(text) is { } credential && IsKey(credential, keys)))
        {
            return true;
        }

        if (text.StartsWith(Basic, StringComparison.OrdinalIgnoreCase) && IsInBasic(text[Basic.Length..], keys))
        {
            return true;
        }

        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOfAny(Separators) is >= 0 and var found ? found : rest.Length;
            if (IsInToken(rest[..end], keys))
            {
                return true;
            }

            rest = rest[Math.Min(end + 1, rest.Length)..];
        }

        // Somebody behind us may take the escapes apart; what is escaped twice gets shorter with each look.
        return text.Contains('%', StringComparison.Ordinal) && Uri.UnescapeDataString(text) is var unescaped && unescaped.Length < text.Length && IsIn(unescaped, keys);
    }

    private static string? AfterScheme(string text) =>
        text.AsSpan().IndexOfAny(' ', '\t') is > 0 and var space ? text[space..].Trim() : null;

    private static bool IsInToken(ReadOnlySpan<char> token, KeyDirectory keys)
    {
        for (var place = 0; place <= MostPlacesInAToken; place++)
        {
            if (IsKey(token.ToString(), keys))
            {
                return true;
            }

            if (token.IndexOfAny(NameEnds) is not (>= 0 and var end))
            {
                return false;
            }

            token = token[(end + 1)..];
        }

        return false;
    }

    private static bool IsInBasic(string encoded, KeyDirectory keys)
    {
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded.Trim(), bytes, out var length))
        {
            return false;
        }

        var pair = Encoding.UTF8.GetString(bytes, 0, length);
        return pair.Split(':', 2).Any(half => IsKey(half, keys));
    }

    private static bool IsInParameter(string parameter, KeyDirectory keys)
    {
        var value = parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..];
        return IsIn(Uri.UnescapeDataString(value), keys)
            || (value.Contains('+', StringComparison.Ordinal) && IsIn(Uri.UnescapeDataString(value.Replace('+', ' ')), keys));
    }

    private static string ValueOf(string parameter) =>
        Uri.UnescapeDataString(parameter[(parameter.IndexOf('=', StringComparison.Ordinal) + 1)..]);

    private static bool IsKey(string secret, KeyDirectory keys) =>
        secret.Trim() is { Length: > 0 } trimmed && keys.Find(KeyHash.Of(trimmed)) is not null;
}
