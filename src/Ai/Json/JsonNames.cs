using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FerroGate.Ai.Json;

/// <summary>
/// Reads names and texts of a JSON value in any spelling. <see cref="Utf8JsonReader.ValueTextEquals(ReadOnlySpan{byte})"/>
/// and <see cref="Utf8JsonReader.GetString"/> throw on half a surrogate pair, which is legal in JSON (RFC 8259, 8.2) and
/// which clients and providers send where they cut a text.
/// </summary>
internal static class JsonNames
{
    /// <summary>The name that the reader stands on is <paramref name="name"/>, which is ASCII, escaped or not.</summary>
    public static bool NameIs(this in Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        var rest = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            return rest.SequenceEqual(name);
        }

        foreach (var expected in name)
        {
            if (rest.IsEmpty || TakeUnit(ref rest) != expected)
            {
                return false;
            }
        }

        return rest.IsEmpty;
    }

    /// <summary>The bytes of the text or name that the reader stands on, in UTF-8 and without escapes.</summary>
    public static int TextLength(this in Utf8JsonReader reader)
    {
        var rest = reader.ValueSpan;
        var length = rest.Length;
        if (!reader.ValueIsEscaped)
        {
            return length;
        }

        for (var escape = rest.IndexOf((byte)'\\'); escape >= 0; escape = rest.IndexOf((byte)'\\'))
        {
            rest = rest[escape..];
            var before = rest.Length;
            var unit = TakeUnit(ref rest);

            // Each half of a pair has two bytes of its four.
            length -= before - rest.Length - (unit < 0x80 ? 1 : unit < 0x800 || char.IsSurrogate(unit) ? 2 : 3);
        }

        return length;
    }

    /// <summary>The text that the reader stands on; half a surrogate pair stays what it is.</summary>
    public static string TextOf(in Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }

        var text = new StringBuilder(reader.ValueSpan.Length);
        var rest = reader.ValueSpan;
        while (!rest.IsEmpty)
        {
            var plain = rest.IndexOf((byte)'\\');
            if (plain != 0)
            {
                plain = plain < 0 ? rest.Length : plain;
                text.Append(Encoding.UTF8.GetString(rest[..plain]));
                rest = rest[plain..];
                continue;
            }

            text.Append(TakeUnit(ref rest));
        }

        return text.ToString();
    }

    // One byte, or the UTF-16 unit of an escape; the reader has seen to it that escapes are whole.
    private static char TakeUnit(ref ReadOnlySpan<byte> rest)
    {
        var first = (char)rest[0];
        if (first != '\\')
        {
            rest = rest[1..];
            return first;
        }

        var kind = (char)rest[1];
        if (kind == 'u')
        {
            var unit = ushort.Parse(rest.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            rest = rest[6..];
            return (char)unit;
        }

        rest = rest[2..];
        return kind switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => kind,
        };
    }
}
