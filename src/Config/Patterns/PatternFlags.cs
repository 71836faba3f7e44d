namespace FerroGate.Config.Patterns;

/// <summary>The flags that a pattern sets for itself: <c>(?imsU)</c>.</summary>
[Flags]
internal enum PatternFlags
{
    None = 0,
    FoldCase = 1,
    MultiLine = 2,
    DotMatchesNewline = 4,

    /// <summary><c>x*</c> is lazy, and <c>x*?</c> is greedy.</summary>
    Ungreedy = 8,
}
