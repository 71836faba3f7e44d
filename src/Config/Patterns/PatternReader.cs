using System.Text;

namespace FerroGate.Config.Patterns;

/// <summary>
/// Reads a pattern from left to right as Go's <c>regexp/syntax</c> does, and writes it for .NET on the way. Open groups are a
/// list, not recursion, so that nothing nests the stack.
/// </summary>
internal sealed class PatternReader(string written)
{
    /// <summary>How deep groups nest in Go.</summary>
    private const int MaxDepth = 1000;

    /// <summary>How much is rewritten at most. Far beyond it no automaton would be small enough, and that costs time to find out.</summary>
    private const int MaxRewritten = 400_000;

    private static readonly CodePointSet NoNewline = CodePointSet.Of(('\n', '\n')).Negated();

    private readonly PatternCursor _cursor = new(written);
    private readonly StringBuilder _output = new();
    private readonly Stack<PatternGroup> _open = new();
    private readonly List<string> _groupNames = [""];
    private PatternFlags _flags;

    // What a repetition would repeat: where it begins in the output, whether it is one atom, and what it weighs.
    private (int Start, bool IsAtom, long Weight)? _last;

    // Where the repetition began that has just been read, for that another one must not follow.
    private int? _repeated;

    /// <summary>Whether it asks for the beginnings and ends of lines, for which newlines must be newlines.</summary>
    public bool KeepsNewlines { get; private set; }

    public string DotNetPattern => (KeepsNewlines ? _output.Replace(EncodedText.Newline, '\n') : _output).ToString();

    public IReadOnlyList<string> GroupNames => _groupNames;

    /// <summary>Reads all of it; the first error, or null.</summary>
    public RegularExpressionError? Read()
    {
        if (BrokenUnicode() is { } at)
            return PatternErrors.BrokenUnicode(at);

        _open.Push(new PatternGroup(0, 0, _flags));
        while (!_cursor.AtEnd)
        {
            var start = _cursor.Position;
            if (!ReadNext(start))
                return _cursor.Error;
            if (_output.Length > MaxRewritten)
                return PatternErrors.TooLarge(start);
        }

        return _open.Count > 1 ? PatternErrors.MissingParenthesis(_open.Peek().Offset) : null;
    }

    private bool ReadNext(int start)
    {
        if (Repetition.TryRead(_cursor, out var repetition))
            return Repeat(start, repetition);

        _repeated = null;
        switch (_cursor.Current)
        {
            case '(':
                return OpenGroup(start);
            case ')':
                return CloseGroup(start);
            case '|':
                _cursor.Skip(1);
                _output.Append('|');
                _last = null;
                return true;
            case '.':
                _cursor.Skip(1);
                return AddSet(_flags.HasFlag(PatternFlags.DotMatchesNewline) ? CodePointSet.All : NoNewline);
            case '^':
                _cursor.Skip(1);
                return AddAnchor("(?m:^)", @"\A");
            case '$':
                _cursor.Skip(1);
                return AddAnchor("(?m:$)", @"\z");
            case '[':
                return BracketReader.TryRead(_cursor, _flags, out var set) && AddSet(set);
            case '\\':
                return ReadEscape();
            default:
                return AddCharacter(_cursor.Take());
        }
    }

    private bool ReadEscape()
    {
        if (_cursor.TrySkip(@"\A"))
            return AddText(@"\A");
        if (_cursor.TrySkip(@"\z"))
            return AddText(@"\z");
        if (_cursor.TrySkip(@"\b"))
            return AddText(@"\b");
        if (_cursor.TrySkip(@"\B"))
            return AddText(@"\B");
        if (_cursor.TrySkip(@"\Q"))
            return ReadQuoted();
        if (EscapeReader.TryReadClass(_cursor, _flags, out var set))
            return AddSet(set);
        return _cursor.Error is null && EscapeReader.TryReadCharacter(_cursor, out var codePoint) && AddCharacter(codePoint);
    }

    private bool ReadQuoted()
    {
        while (!_cursor.AtEnd && !_cursor.TrySkip(@"\E"))
            AddCharacter(_cursor.Take());
        return true;
    }

    private bool OpenGroup(int start)
    {
        var outer = _flags;
        if (!GroupOpening.TryRead(_cursor, _flags, out var opening))
            return false;

        _flags = opening.Flags;
        if (opening.Kind == GroupKind.FlagsOnly)
            return true;

        if (_open.Count > MaxDepth)
            return _cursor.Fail(PatternErrors.TooDeep(start));

        _open.Push(new PatternGroup(start, _output.Length, outer));
        _last = null;
        if (opening.Kind == GroupKind.Capturing)
            _groupNames.Add(opening.Name);

        // .NET counts named groups after the others, so none has a name there.
        _output.Append(opening.Kind == GroupKind.Capturing ? "(" : "(?:");
        return true;
    }

    private bool CloseGroup(int start)
    {
        if (_open.Count == 1)
            return _cursor.Fail(PatternErrors.UnexpectedParenthesis(start));

        _cursor.Skip(1);
        var group = _open.Pop();
        _output.Append(')');
        _flags = group.Outer;
        return Added(group.Start, isAtom: true, group.Weight);
    }

    private bool Repeat(int start, Repetition repetition)
    {
        var operation = _cursor.Since(start);
        if (!repetition.IsInLimits)
            return _cursor.Fail(PatternErrors.RepeatCount(start, operation));

        var lazy = _cursor.TrySkip("?");
        if (_repeated is { } before)
            return _cursor.Fail(PatternErrors.NestedRepetition(before, _cursor.Since(before)));
        if (_last is not { } last)
            return _cursor.Fail(PatternErrors.MissingArgument(start, operation));

        var weight = repetition.Count switch
        {
            null => last.Weight,
            0 when repetition.Most == 0 => 1,
            { } count => last.Weight * Math.Max(count, 1),
        };
        if (weight > Repetition.Limit && repetition is { IsCounted: true } and ({ Least: >= 2 } or { Most: >= 2 }))
            return _cursor.Fail(PatternErrors.RepeatCount(start, operation));

        if (!last.IsAtom)
        {
            _output.Insert(last.Start, "(?:").Append(')');
        }

        _output.Append(operation);
        if (lazy != _flags.HasFlag(PatternFlags.Ungreedy))
            _output.Append('?');
        _repeated = start;
        return Added(last.Start, isAtom: false, weight);
    }

    private bool AddCharacter(int codePoint)
    {
        var others = _flags.HasFlag(PatternFlags.FoldCase) ? CaseFolding.OthersOf(codePoint, codePoint).ToList() : [];
        if (others.Count > 0)
            return AddSet(CodePointSet.Of(others.Append(codePoint).Select(one => (one, one))));

        var start = _output.Length;
        DotNetText.AppendLiteral(_output, codePoint);
        return Added(start, isAtom: codePoint < 0x80, 1);
    }

    private bool AddSet(CodePointSet set)
    {
        var start = _output.Length;
        DotNetText.AppendSet(_output, set);
        return Added(start, isAtom: true, 1);
    }

    private bool AddAnchor(string ofLine, string ofText)
    {
        var isOfLine = _flags.HasFlag(PatternFlags.MultiLine);
        KeepsNewlines |= isOfLine;
        return AddText(isOfLine ? ofLine : ofText);
    }

    private bool AddText(string text)
    {
        var start = _output.Length;
        _output.Append(text);
        return Added(start, isAtom: false, 1);
    }

    private bool Added(int start, bool isAtom, long weight)
    {
        _last = (start, isAtom, weight);
        _open.Peek().Weight = Math.Max(_open.Peek().Weight, weight);
        return true;
    }

    private int? BrokenUnicode()
    {
        for (var at = 0; at < written.Length; at++)
        {
            if (!Rune.TryGetRuneAt(written, at, out var rune))
                return at;
            at += rune.Utf16SequenceLength - 1;
        }

        return null;
    }
}
