using System.Text;

namespace FerroGate.Config.Patterns;

/// <summary>
/// The text that rewritten patterns match: ASCII as it is, every other code point as two characters of the private use area.
/// </summary>
/// <remarks>
/// Go matches code points, .NET UTF-16 units; and for .NET's <c>\b</c>, which cannot be written otherwise without lookarounds,
/// letters beyond ASCII are word characters, for Go's they are not. Private use characters are no word characters, have no
/// case, and come in pairs of which neither half stands for anything else: so all of that is as in Go. Half a surrogate pair
/// counts as U+FFFD, as invalid UTF-8 does in Go. A newline is a private character too, unless the pattern asks for the
/// beginnings and ends of lines: with other anchors .NET 10 loses the groups of a match that ends at a text's last newline.
/// </remarks>
internal static class EncodedText
{
    /// <summary>How many code points share their first character.</summary>
    public const int LowCount = 1 << LowBits;

    public const int HighMax = 0x10FFFF >> LowBits;

    /// <summary>What stands for a newline.</summary>
    public const char Newline = '\uF000';

    private const int LowBits = 10;
    private const char HighBase = '\uE000';
    private const char LowBase = '\uE800';

    public static char High(int high) => (char)(HighBase + high);

    public static char Low(int low) => (char)(LowBase + low);

    public static bool IsInsideCharacter(string encoded, int index) => index < encoded.Length && IsLow(encoded[index]);

    /// <summary>The length of the character at an index; 1 at the end, so that one gets past it.</summary>
    public static int WidthAt(string encoded, int index) => index < encoded.Length && encoded[index] is >= HighBase and < Newline ? 2 : 1;

    /// <param name="text">The text.</param>
    /// <param name="keepsNewlines">Whether newlines stay what they are.</param>
    public static string Encode(string text, bool keepsNewlines)
    {
        if (Ascii.IsValid(text))
            return keepsNewlines ? text : text.Replace('\n', Newline);

        var encoded = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
            Append(encoded, rune.Value);
        return (keepsNewlines ? encoded : encoded.Replace('\n', Newline)).ToString();
    }

    public static void Append(StringBuilder encoded, int codePoint)
    {
        if (codePoint < 0x80)
            encoded.Append((char)codePoint);
        else
            encoded.Append(High(codePoint >> LowBits)).Append(Low(codePoint & (LowCount - 1)));
    }

    public static string Decode(string encoded)
    {
        if (Ascii.IsValid(encoded))
            return encoded;

        var text = new StringBuilder(encoded.Length);
        for (var at = 0; at < encoded.Length; at++)
        {
            if (encoded[at] < 0x80)
                text.Append(encoded[at]);
            else if (encoded[at] == Newline)
                text.Append('\n');
            else
                text.Append(new Rune(((encoded[at] - HighBase) << LowBits) + encoded[++at] - LowBase).ToString());
        }

        return text.ToString();
    }

    private static bool IsLow(char character) => character is >= LowBase and < (char)(LowBase + LowCount);
}
