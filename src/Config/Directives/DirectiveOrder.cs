using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Servers;

namespace FerroGate.Config.Directives;

/// <summary>
/// Puts directives in the order in which they are tried: by kind as <see cref="DirectiveTable"/> lists them, and among those of
/// one kind the more specific path first, by the rules of Caddy.
/// </summary>
internal sealed class DirectiveOrder(IReadOnlyList<string> names)
{
    public static DirectiveOrder Usual => new(DirectiveTable.OrderedNames);

    public IReadOnlyList<string> Names { get; } = names;

    /// <summary>The same order with one directive elsewhere.</summary>
    public DirectiveOrder With(string directive, OrderPosition position, string? other)
    {
        var rest = Names.Where(name => name != directive).ToList();
        var at = position switch
        {
            OrderPosition.First => 0,
            OrderPosition.Last => rest.Count,
            OrderPosition.Before => rest.IndexOf(other!),
            _ => rest.IndexOf(other!) + 1,
        };
        rest.Insert(at, directive);
        return new DirectiveOrder(rest);
    }

    public IReadOnlyList<DirectiveConfig> Sort(IEnumerable<DirectiveConfig> directives, MatcherScopes matchers)
    {
        var places = Names.Select((name, i) => (name, i)).ToDictionary(place => place.name, place => place.i, StringComparer.Ordinal);
        return
        [
            .. directives
                .GroupBy(directive => places.GetValueOrDefault(SortedAs(directive), int.MaxValue))
                .OrderBy(group => group.Key)
                .SelectMany(group => SortAlike(group, matchers)),
        ];
    }

    /// <summary>
    /// Sorts directives of one kind by insertion, as Go does with so few: where each goes depends on those that it meets on its
    /// way, for <see cref="SpecificityKey"/> cannot compare every two.
    /// </summary>
    private static IEnumerable<DirectiveConfig> SortAlike(IEnumerable<DirectiveConfig> directives, MatcherScopes matchers)
    {
        const int few = 20;
        var sorted = directives.Select(directive => (Directive: directive, Key: new SpecificityKey(directive, matchers))).ToList();
        if (sorted.Count > few)
            return sorted.OrderBy(one => one.Key).Select(one => one.Directive);

        for (var i = 1; i < sorted.Count; i++)
        {
            for (var j = i; j > 0 && sorted[j].Key.CompareTo(sorted[j - 1].Key) < 0; j--)
                (sorted[j], sorted[j - 1]) = (sorted[j - 1], sorted[j]);
        }

        return sorted.Select(one => one.Directive);
    }

    // Only one of the two handles a request, so they are sorted among each other.
    private static string SortedAs(DirectiveConfig directive) => DirectiveTable.NameOf(
        directive is BlockConfig { Kind: BlockKind.HandlePath } block ? block with { Kind = BlockKind.Handle } : directive);
}
