using System.Globalization;

namespace FerroGate.Config.Patterns;

/// <summary>How often something is repeated. The most is negative where there is none.</summary>
internal readonly record struct Repetition(int Least, int Most, bool IsCounted)
{
    /// <summary>The largest count that RE2 takes, and the largest product of nested ones.</summary>
    public const int Limit = 1000;

    /// <summary>What a count weighs; null for those that Go does not count.</summary>
    public int? Count => !IsCounted ? null : Most < 0 ? Least : Most;

    public bool IsInLimits => Least <= Limit && Most <= Limit && (Most < 0 || Least <= Most);

    /// <summary>Reads <c>* + ?</c> or a count. False without moving where none stands; then a brace is a character.</summary>
    public static bool TryRead(PatternCursor cursor, out Repetition repetition)
    {
        repetition = cursor.Current switch
        {
            '*' => new(0, -1, false),
            '+' => new(1, -1, false),
            '?' => new(0, 1, false),
            _ => default,
        };
        if (cursor.Current is '*' or '+' or '?')
        {
            cursor.Skip(1);
            return true;
        }

        var start = cursor.Position;
        if (cursor.TrySkip("{") && TryReadCount(cursor, out repetition))
            return true;

        cursor.Return(start);
        return false;
    }

    private static bool TryReadCount(PatternCursor cursor, out Repetition repetition)
    {
        repetition = default;
        if (!TryReadNumber(cursor, out var least))
            return false;

        var most = least;
        if (cursor.TrySkip(",") && !TryReadNumber(cursor, out most))
        {
            // "{2,01}" is no count, for "01" is no number.
            if (char.IsAsciiDigit(cursor.Current))
                return false;
            most = -1;
        }

        repetition = new(least, most, true);
        return cursor.TrySkip("}");
    }

    private static bool TryReadNumber(PatternCursor cursor, out int number)
    {
        number = 0;
        var start = cursor.Position;
        if (cursor.Current == '0' && char.IsAsciiDigit(cursor.Ahead(1)))
            return false;
        while (char.IsAsciiDigit(cursor.Current))
            cursor.Skip(1);

        var digits = cursor.Since(start);
        number = digits.Length <= 8 && digits.Length > 0 ? int.Parse(digits, CultureInfo.InvariantCulture) : int.MaxValue;
        return digits.Length > 0;
    }
}
