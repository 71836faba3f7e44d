namespace FerroGate.Config.Patterns;

/// <summary>A group that is open, or the whole pattern.</summary>
/// <param name="Offset">Where it opens in what is written.</param>
/// <param name="Start">Where it opens in what is rewritten.</param>
/// <param name="Outer">The flags that count again after it.</param>
internal sealed record PatternGroup(int Offset, int Start, PatternFlags Outer)
{
    /// <summary>The largest product of nested counts so far.</summary>
    public long Weight { get; set; } = 1;
}
