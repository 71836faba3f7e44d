namespace FerroGate.Config.Patterns;

/// <summary>Reads a class in brackets.</summary>
internal static class BracketReader
{
    /// <summary>Reads from <c>[</c> to <c>]</c>.</summary>
    public static bool TryRead(PatternCursor cursor, PatternFlags flags, out CodePointSet set)
    {
        var start = cursor.Position;
        var parts = new List<CodePointSet>();
        var ranges = new List<(int, int)>();
        set = CodePointSet.All;
        cursor.Skip(1);
        var negated = cursor.TrySkip("^");
        for (var first = true; first || cursor.Current != ']' || cursor.AtEnd; first = false)
        {
            if (cursor.AtEnd)
                return cursor.Fail(PatternErrors.MissingBracket(start));

            if (TryReadPosix(cursor, flags, out var part) || EscapeReader.TryReadClass(cursor, flags, out part))
                parts.Add(part);
            else if (cursor.Error is not null || !TryReadRange(cursor, start, ranges))
                return false;
        }

        cursor.Skip(1);
        parts.Add(EscapeReader.Apply(CodePointSet.Of(ranges), flags, negated: false));
        var union = CodePointSet.Union(parts);
        set = negated ? union.Negated() : union;
        return true;
    }

    private static bool TryReadPosix(PatternCursor cursor, PatternFlags flags, out CodePointSet set)
    {
        set = CodePointSet.All;
        var start = cursor.Position;
        if (!cursor.At("[:"))
            return false;

        // Without its end, it is a bracket and a colon among others.
        var end = cursor.Pattern.IndexOf(":]", start + 2, StringComparison.Ordinal);
        if (end < 0)
            return false;

        cursor.Return(end + 2);
        var name = cursor.Pattern[(start + 2)..end];
        var negated = name.StartsWith('^');
        if (AsciiClasses.FindPosix(negated ? name[1..] : name) is not { } found)
            return cursor.Fail(PatternErrors.PosixClass(start, cursor.Since(start), name));

        set = EscapeReader.Apply(found, flags, negated);
        return true;
    }

    private static bool TryReadRange(PatternCursor cursor, int bracket, List<(int, int)> ranges)
    {
        var start = cursor.Position;
        if (!TryReadCharacter(cursor, bracket, out var first))
            return false;

        var last = first;
        if (cursor.Current == '-' && cursor.Position + 1 < cursor.Pattern.Length && cursor.Ahead(1) != ']')
        {
            cursor.Skip(1);
            if (!TryReadCharacter(cursor, bracket, out last))
                return false;
            if (last < first)
                return cursor.Fail(PatternErrors.CharacterRange(start, cursor.Since(start)));
        }

        ranges.Add((first, last));
        return true;
    }

    private static bool TryReadCharacter(PatternCursor cursor, int bracket, out int codePoint)
    {
        codePoint = 0;
        if (cursor.AtEnd)
            return cursor.Fail(PatternErrors.MissingBracket(bracket));
        if (cursor.Current == '\\')
            return EscapeReader.TryReadCharacter(cursor, out codePoint);

        codePoint = cursor.Take();
        return true;
    }
}
