using System.Collections.Frozen;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary>Finds the first of many patterns that takes a path, without asking each: a thousand routes cost what ten do.</summary>
internal sealed class PathIndex
{
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _exact;
    private readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _prefixes;

    // Of the prefixes, the shortest first.
    private readonly int[] _lengths;
    private readonly int _any;

    /// <param name="patterns">Patterns that <see cref="Takes"/> says yes to, those of each place in the order.</param>
    public PathIndex(IEnumerable<IReadOnlyList<PathPattern>> patterns)
    {
        var all = patterns.SelectMany((several, place) => several.Select(pattern => (Pattern: pattern, Place: place))).ToList();
        _any = all.Where(each => each.Pattern.IsAny).Select(each => each.Place).DefaultIfEmpty(int.MaxValue).Min();
        _exact = Table(all.Select(each => (each.Pattern.Exact, each.Place)));
        _prefixes = Table(all.Select(each => (each.Pattern.Prefix, each.Place)));
        _lengths = [.. _prefixes.Dictionary.Keys.Select(prefix => prefix.Length).Distinct().Order()];
    }

    /// <summary>Whether such a pattern can be found here.</summary>
    public static bool Takes(PathPattern pattern) => pattern.IsAny || pattern.Exact is not null || pattern.Prefix is not null;

    /// <summary>The place of the first that takes the path of a request; <c>null</c> where none does.</summary>
    public int? Find(RequestTarget target)
    {
        var path = PathText.Clean(target.Path, mergeSlashes: true).AsSpan();
        var first = _any;
        if (_exact.TryGetValue(path, out var place))
            first = Math.Min(first, place);
        foreach (var length in _lengths)
        {
            if (length > path.Length)
                break;
            if (_prefixes.TryGetValue(path[..length], out place))
                first = Math.Min(first, place);
        }

        return first < int.MaxValue ? first : null;
    }

    private static FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Table(IEnumerable<(string? Text, int Place)> patterns) => patterns
        .Where(pattern => pattern.Text is not null)
        .GroupBy(pattern => pattern.Text!, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(group => group.Key, group => group.Min(pattern => pattern.Place), StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();
}
