using FerroGate.Config.Model.Matchers;
using FerroGate.Server.Sites.Matchers;

namespace FerroGate.Server.Sites;

/// <summary>The named matchers of a list of directives, each compiled once, and those of the lists around it.</summary>
internal sealed class MatcherScope
{
    private readonly Dictionary<string, IRequestMatcher> _matchers;
    private readonly MatcherScope? _outer;

    public MatcherScope(IEnumerable<MatcherConfig> matchers, MatcherCompiler compiler, MatcherScope? outer)
    {
        _matchers = matchers.ToDictionary(matcher => matcher.Name!.Value, compiler.Compile, StringComparer.Ordinal);
        _outer = outer;
    }

    public IRequestMatcher Find(string name) =>
        _matchers.TryGetValue(name, out var matcher)
            ? matcher
            : _outer?.Find(name) ?? throw new ArgumentException($"A matcher @{name} that validation has missed.", nameof(name));
}
