using System.Buffers;
using System.Globalization;
using System.Text;

namespace FerroGate.Server.Proxy.Exchange;

/// <summary>
/// What an upstream is asked for: path and query in the letters of the client, or of the directive that changed them. Nothing is
/// unescaped, escaped again or shortened on the way, for servers tell <c>%2F</c> from <c>/</c> and signatures cover each letter.
/// </summary>
internal static class UpstreamTarget
{
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    // RFC 9112, section 3.2: a request line is made of these; a space would end it, and a fragment is never sent.
    private static readonly SearchValues<char> Visible = SearchValues.Create(
        "!\"$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static Uri Of(string prefix, string path, QueryString query) =>
        new($"{prefix.TrimEnd('/')}{(path.StartsWith('/') ? "" : "/")}{Escaped(path)}{Escaped(query.Value ?? "")}", AsWritten);

    private static string Escaped(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Visible) < 0)
            return text;

        var escaped = new StringBuilder(text.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var letter in text.EnumerateRunes())
        {
            if (letter.IsAscii && Visible.Contains((char)letter.Value))
            {
                escaped.Append((char)letter.Value);
                continue;
            }

            foreach (var one in bytes[..letter.EncodeToUtf8(bytes)])
                escaped.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }
}
