using System.Globalization;

namespace FerroGate.Config.Patterns;

/// <summary>Reads what a backslash begins and what means the same inside of brackets and outside.</summary>
internal static class EscapeReader
{
    /// <summary>Reads <c>\d \S \pL \P{^Greek}</c>: a class. False without an error where something else stands.</summary>
    public static bool TryReadClass(PatternCursor cursor, PatternFlags flags, out CodePointSet set)
    {
        set = CodePointSet.All;
        if (cursor.Current != '\\')
            return false;

        var letter = cursor.Ahead(1);
        if (letter is 'p' or 'P')
            return TryReadUnicode(cursor, flags, letter == 'P', ref set);
        if (AsciiClasses.FindPerl(char.ToLowerInvariant(letter)) is not { } found || !char.IsAscii(letter))
            return false;

        cursor.Skip(2);
        set = Apply(found, flags, char.IsAsciiLetterUpper(letter));
        return true;
    }

    /// <summary>Reads one character's escape.</summary>
    public static bool TryReadCharacter(PatternCursor cursor, out int codePoint)
    {
        var start = cursor.Position;
        codePoint = 0;
        cursor.Skip(1);
        if (cursor.AtEnd)
            return cursor.Fail(PatternErrors.TrailingBackslash(start));

        var letter = cursor.Take();
        var read = letter switch
        {
            '0' => (int?)Octal(cursor, 0),
            >= '1' and <= '7' when IsOctal(cursor.Current) => Octal(cursor, letter - '0'),
            'x' => Hexadecimal(cursor),
            'a' => '\a',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'v' => '\v',
            _ when letter < 0x80 && !char.IsAsciiLetterOrDigit((char)letter) => letter,
            _ => null,
        };
        if (read is null)
        {
            return cursor.Fail(letter is >= '1' and <= '9'
                ? PatternErrors.Backreference(start, cursor.Since(start))
                : PatternErrors.Escape(start, cursor.Since(start)));
        }

        codePoint = read.Value;
        return true;
    }

    /// <summary>A class as flags and a negation have it. Case is folded before, as in Go: <c>(?i)[[:^upper:]]</c> has no letters.</summary>
    public static CodePointSet Apply(CodePointSet set, PatternFlags flags, bool negated)
    {
        var folded = flags.HasFlag(PatternFlags.FoldCase) ? set.Folded() : set;
        return negated ? folded.Negated() : folded;
    }

    private static bool TryReadUnicode(PatternCursor cursor, PatternFlags flags, bool negated, ref CodePointSet set)
    {
        var start = cursor.Position;
        cursor.Skip(2);
        if (cursor.AtEnd)
            return cursor.Fail(PatternErrors.Escape(start, cursor.Since(start)));

        var name = "";
        if (cursor.TrySkip("{"))
        {
            var end = cursor.Pattern.IndexOf('}', cursor.Position);
            if (end < 0)
                return cursor.Fail(PatternErrors.Escape(start, cursor.Pattern[start..]));
            name = cursor.Pattern[cursor.Position..end];
            cursor.Return(end + 1);
        }
        else
        {
            cursor.Take();
            name = cursor.Since(start + 2);
        }

        if (name.StartsWith('^'))
        {
            negated = !negated;
            name = name[1..];
        }

        if (UnicodeClasses.Find(name) is not { } found)
            return cursor.Fail(PatternErrors.UnicodeClass(start, cursor.Since(start), name));
        set = Apply(found, flags, negated);
        return true;
    }

    private static int Octal(PatternCursor cursor, int value)
    {
        for (var digits = 1; digits < 3 && IsOctal(cursor.Current); digits++)
            value = (value * 8) + cursor.Take() - '0';
        return value;
    }

    private static int? Hexadecimal(PatternCursor cursor)
    {
        if (!cursor.TrySkip("{"))
        {
            var start = cursor.Position;
            cursor.Skip(2);
            if (cursor.Position <= cursor.Pattern.Length && IsHexadecimal(cursor.Since(start)))
                return int.Parse(cursor.Since(start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            cursor.Return(start);
            return null;
        }

        var begin = cursor.Position;
        var value = 0;
        while (char.IsAsciiHexDigit(cursor.Current) && value <= CodePointSet.MaxCodePoint)
            value = (value * 16) + Convert.ToInt32(((char)cursor.Take()).ToString(), 16);
        var whole = cursor.Position > begin && cursor.TrySkip("}");
        return whole && value <= CodePointSet.MaxCodePoint ? value : null;
    }

    private static bool IsHexadecimal(string text) => text.All(char.IsAsciiHexDigit);

    private static bool IsOctal(char character) => character is >= '0' and <= '7';
}
