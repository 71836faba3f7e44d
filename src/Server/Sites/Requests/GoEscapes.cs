using System.Globalization;
using System.Text;

namespace FerroGate.Server.Sites.Requests;

/// <summary>Escapes of URLs by the rules of Go's <c>net/url</c>, for what Caddy shows of a URL is what those make of it.</summary>
internal static class GoEscapes
{
    private const string NeverEscaped = "-_.~";
    private const string PlainInPath = "$&+,/:;=@";

    // What may stand unescaped in a path that came in, though we would escape it ourselves.
    private const string KeptInPath = "!'()*[]";

    /// <summary>A path as Go writes it.</summary>
    public static string EscapePath(string path) => Escape(path, PlainInPath, spaceIsPlus: false);

    /// <summary>A name or value of a query as Go writes it.</summary>
    public static string EscapeQuery(string text) => Escape(text, "", spaceIsPlus: true);

    /// <summary>Whether a path may stay as it is written.</summary>
    public static bool IsEscapedPath(string path)
    {
        foreach (var character in path)
        {
            if (!IsPlain(character, PlainInPath) && character != '%' && !KeptInPath.Contains(character))
                return false;
        }

        return true;
    }

    /// <summary>Takes the escapes out; <c>null</c> where one of them is none.</summary>
    public static string? Unescape(string text, bool plusIsSpace = false)
    {
        if (text.AsSpan().IndexOfAny('%', '+') < 0)
            return text;

        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var count = 0;
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '%')
            {
                if (ByteAt(text, at) is not { } value)
                    return null;

                bytes[count++] = value;
                at += 3;
            }
            else if (text[at] == '+' && plusIsSpace)
            {
                bytes[count++] = (byte)' ';
                at++;
            }
            else
            {
                Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length);
                count += rune.EncodeToUtf8(bytes.AsSpan(count));
                at += length;
            }
        }

        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    /// <summary>The byte of the escape that begins here; <c>null</c> where none does.</summary>
    public static byte? ByteAt(string text, int at) =>
        at + 2 < text.Length && text[at] == '%' && byte.TryParse(text.AsSpan(at + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static string Escape(string text, string plain, bool spaceIsPlus)
    {
        var at = 0;
        while (at < text.Length && IsPlain(text[at], plain))
            at++;
        if (at == text.Length)
            return text;

        var escaped = new StringBuilder(text, 0, at, text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.AsSpan(at).EnumerateRunes())
        {
            if (rune.IsAscii && IsPlain((char)rune.Value, plain))
            {
                escaped.Append((char)rune.Value);
            }
            else if (rune.Value == ' ' && spaceIsPlus)
            {
                escaped.Append('+');
            }
            else
            {
                foreach (var value in bytes[..rune.EncodeToUtf8(bytes)])
                    escaped.Append('%').Append(value.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    private static bool IsPlain(char character, string plain) =>
        char.IsAsciiLetterOrDigit(character) || NeverEscaped.Contains(character) || plain.Contains(character);
}
