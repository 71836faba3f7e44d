using System.Text;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>
/// Go's <c>path.Match</c>: <c>*</c> is any text without a slash, <c>?</c> one character that is none, <c>[a-z]</c> one of a set,
/// a backslash takes the next character as it is. A pattern that is none matches nothing.
/// </summary>
internal static class Glob
{
    public static bool Matches(string pattern, string text)
    {
        var (at, position) = (0, 0);
        var (starAt, starPosition) = (-1, 0);
        while (true)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (starAt, starPosition) = (at++, position);
                continue;
            }

            if (at == pattern.Length && position == text.Length)
                return true;
            if (at < pattern.Length && position < text.Length && Step(pattern, ref at, text, ref position))
                continue;
            if (starAt < 0 || starPosition >= text.Length || text[starPosition] == '/')
                return false;

            // The last star takes one more character, and all behind it is tried again.
            starPosition++;
            (at, position) = (starAt + 1, starPosition);
        }
    }

    // Takes one character of the text, if the next piece of the pattern is for it.
    private static bool Step(string pattern, ref int at, string text, ref int position)
    {
        Rune.DecodeFromUtf16(text.AsSpan(position), out var rune, out var width);
        var next = at;
        bool isMatch;
        switch (pattern[at])
        {
            case '?':
                isMatch = rune.Value != '/';
                next++;
                break;
            case '[':
                isMatch = TryReadSet(pattern, ref next, rune, out var isIn) && isIn;
                break;
            default:
                isMatch = TryReadRune(pattern, ref next, out var literal) && literal == rune;
                break;
        }

        if (isMatch)
            (at, position) = (next, position + width);
        return isMatch;
    }

    private static bool TryReadSet(string pattern, ref int at, Rune rune, out bool isIn)
    {
        isIn = false;
        at++;
        var isNegated = at < pattern.Length && pattern[at] == '^';
        if (isNegated)
            at++;
        for (var count = 0; at < pattern.Length; count++)
        {
            if (pattern[at] == ']' && count > 0)
            {
                at++;
                isIn ^= isNegated;
                return true;
            }

            if (pattern[at] is '-' or ']' || !TryReadRune(pattern, ref at, out var low))
                return false;

            var high = low;
            if (at < pattern.Length && pattern[at] == '-')
            {
                at++;
                if (!TryReadRune(pattern, ref at, out high))
                    return false;
            }

            isIn |= low <= rune && rune <= high;
        }

        return false;
    }

    private static bool TryReadRune(string pattern, ref int at, out Rune rune)
    {
        rune = default;
        if (at < pattern.Length && pattern[at] == '\\')
            at++;
        if (at >= pattern.Length)
            return false;

        Rune.DecodeFromUtf16(pattern.AsSpan(at), out rune, out var width);
        at += width;
        return true;
    }
}
