namespace FerroGate.Config.Patterns;

/// <summary>A set of code points as sorted ranges that neither overlap nor touch.</summary>
internal sealed class CodePointSet
{
    public const int MaxCodePoint = 0x10FFFF;

    private CodePointSet(IReadOnlyList<(int First, int Last)> ranges) => Ranges = ranges;

    public static CodePointSet All { get; } = new([(0, MaxCodePoint)]);

    public IReadOnlyList<(int First, int Last)> Ranges { get; }

    public static CodePointSet Of(params IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.OrderBy(range => range.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            else
                merged.Add(range);
        }

        return new CodePointSet(merged);
    }

    /// <summary>The set of the characters and ranges (<c>a-z</c>) of a text of pairs: <c>"azAZ__"</c>.</summary>
    public static CodePointSet OfPairs(string pairs) => Of(pairs.Chunk(2).Select(pair => ((int)pair[0], (int)pair[1])));

    public static CodePointSet Union(IEnumerable<CodePointSet> sets) => Of(sets.SelectMany(set => set.Ranges));

    public CodePointSet Negated()
    {
        var gaps = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in Ranges)
        {
            if (first > next)
                gaps.Add((next, first - 1));
            next = last + 1;
        }

        if (next <= MaxCodePoint)
            gaps.Add((next, MaxCodePoint));
        return new CodePointSet(gaps);
    }

    /// <summary>With all that differs from its members in case only.</summary>
    public CodePointSet Folded()
    {
        var folds = Ranges.SelectMany(range => CaseFolding.OthersOf(range.First, range.Last)).ToList();
        return folds.Count == 0 ? this : Of([.. Ranges, .. folds.Select(other => (other, other))]);
    }
}
