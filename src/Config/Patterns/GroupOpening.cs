namespace FerroGate.Config.Patterns;

/// <summary>Reads what stands behind an opening parenthesis.</summary>
/// <param name="Kind">What it opens.</param>
/// <param name="Name">The name of a capturing group; empty without one.</param>
/// <param name="Flags">The flags that count from here on.</param>
internal readonly record struct GroupOpening(GroupKind Kind, string Name, PatternFlags Flags)
{
    private static readonly string[] Lookarounds = ["(?=", "(?!", "(?<=", "(?<!"];

    public static bool TryRead(PatternCursor cursor, PatternFlags flags, out GroupOpening opening)
    {
        opening = new(GroupKind.Capturing, "", flags);
        var start = cursor.Position;
        if (!cursor.At("(?"))
        {
            cursor.Skip(1);
            return true;
        }

        if (Array.Find(Lookarounds, cursor.At) is { } lookaround)
            return cursor.Fail(PatternErrors.Lookaround(start, lookaround));
        if (cursor.At("(?P=") || cursor.At("(?P>"))
            return cursor.Fail(PatternErrors.Backreference(start, cursor.Pattern.Substring(start, 4)));
        if (cursor.TrySkip("(?P<") || cursor.TrySkip("(?<"))
            return TryReadName(cursor, start, ref opening);

        cursor.Skip(2);
        return TryReadFlags(cursor, start, ref opening);
    }

    private static bool TryReadName(PatternCursor cursor, int start, ref GroupOpening opening)
    {
        var begin = cursor.Position;
        var end = cursor.Pattern.IndexOf('>', begin);
        if (end < 0)
            return cursor.Fail(PatternErrors.GroupName(start, cursor.Pattern[start..]));

        var name = cursor.Pattern[begin..end];
        cursor.Return(end + 1);
        if (name.Length == 0 || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            return cursor.Fail(PatternErrors.GroupName(start, cursor.Since(start)));

        opening = opening with { Name = name };
        return true;
    }

    private static bool TryReadFlags(PatternCursor cursor, int start, ref GroupOpening opening)
    {
        var flags = opening.Flags;
        var clears = false;
        var any = false;
        while (!cursor.AtEnd)
        {
            var letter = cursor.Take();
            if (letter is ':' or ')' && (any || !clears))
            {
                opening = new(letter == ':' ? GroupKind.Plain : GroupKind.FlagsOnly, "", flags);
                return true;
            }

            if (letter == '-' && !clears)
            {
                clears = true;
                any = false;
            }
            else if (FlagOf(letter) is { } flag)
            {
                flags = clears ? flags & ~flag : flags | flag;
                any = true;
            }
            else
            {
                break;
            }
        }

        return cursor.Fail(PatternErrors.GroupSyntax(start, cursor.Since(start)));
    }

    private static PatternFlags? FlagOf(int letter) => letter switch
    {
        'i' => PatternFlags.FoldCase,
        'm' => PatternFlags.MultiLine,
        's' => PatternFlags.DotMatchesNewline,
        'U' => PatternFlags.Ungreedy,
        _ => null,
    };
}
