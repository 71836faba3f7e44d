using FerroGate.Config.Model.Matchers;

namespace FerroGate.Config.Directives;

/// <summary>The named matchers that may be used where the reader is: those of its own list, and those of the lists around it.</summary>
internal sealed class MatcherScopes
{
    private readonly Stack<IReadOnlyList<MatcherConfig>> _lists = new();
    private readonly HashSet<MatcherConfig> _used = new(ReferenceEqualityComparer.Instance);

    public void Enter(IReadOnlyList<MatcherConfig> matchers) => _lists.Push(matchers);

    /// <summary>Gives back the matchers of the list that nobody has used.</summary>
    public IReadOnlyList<MatcherConfig> Leave() => [.. _lists.Pop().Where(matcher => !_used.Contains(matcher))];

    public IEnumerable<string> Names => _lists.SelectMany(list => list).Select(matcher => matcher.Name!.Value);

    /// <summary>The nearest of that name, which is used now.</summary>
    public MatcherConfig? Find(string name)
    {
        var found = _lists.SelectMany(list => list).FirstOrDefault(matcher => matcher.Name!.Value == name);
        if (found is not null)
            _used.Add(found);

        return found;
    }
}
