using System.Text;

namespace FerroGate.Config.Patterns;

/// <summary>Where the reading of a pattern is, and the first thing that is wrong with it.</summary>
internal sealed class PatternCursor(string pattern)
{
    public string Pattern => pattern;

    public int Position { get; private set; }

    public bool AtEnd => Position >= pattern.Length;

    /// <summary>The next character, NUL at the end: no character that is asked for is NUL.</summary>
    public char Current => AtEnd ? '\0' : pattern[Position];

    public RegularExpressionError? Error { get; private set; }

    public char Ahead(int count) => Position + count < pattern.Length ? pattern[Position + count] : '\0';

    public bool At(string text) => string.CompareOrdinal(pattern, Position, text, 0, text.Length) == 0;

    public bool TrySkip(string text)
    {
        if (!At(text))
            return false;

        Position += text.Length;
        return true;
    }

    public void Skip(int count) => Position += count;

    public void Return(int position) => Position = position;

    /// <summary>Takes the next code point. At the end there must be none; halves of surrogate pairs are none.</summary>
    public int Take()
    {
        Rune.TryGetRuneAt(pattern, Position, out var rune);
        Position += rune.Utf16SequenceLength;
        return rune.Value;
    }

    /// <summary>What was read since a position.</summary>
    public string Since(int start) => pattern[start..Position];

    /// <summary>Notes what is wrong. Only the first error counts, which is the leftmost; the answer is always false.</summary>
    public bool Fail(RegularExpressionError error)
    {
        Error ??= error;
        return false;
    }
}
