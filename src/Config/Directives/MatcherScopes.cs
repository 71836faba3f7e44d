using FerroGate.Config.Model.Matchers;

namespace FerroGate.Config.Directives;

/// <summary>The named matchers that may be used where the reader is: those of its own list, and those of the lists around it.</summary>
internal sealed class MatcherScopes
{
    private readonly Stack<IReadOnlyList<MatcherConfig>> _lists = new();

    public void Enter(IReadOnlyList<MatcherConfig> matchers) => _lists.Push(matchers);

    public void Leave() => _lists.Pop();

    public IEnumerable<string> Names => _lists.SelectMany(list => list).Select(matcher => matcher.Name!.Value);

    /// <summary>The nearest of that name.</summary>
    public MatcherConfig? Find(string name) =>
        _lists.SelectMany(list => list).FirstOrDefault(matcher => matcher.Name!.Value == name);
}
