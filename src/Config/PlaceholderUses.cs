using FerroGate.Config.Text;

namespace FerroGate.Config;

/// <summary>
/// The placeholders that a config uses, and those that it defines itself: a <c>map</c> may stand below the line that uses what
/// it sets.
/// </summary>
internal sealed class PlaceholderUses
{
    private readonly List<(string Name, SourceSpan Span)> _used = [];
    private readonly HashSet<string> _defined = new(StringComparer.Ordinal);

    public IReadOnlyList<(string Name, SourceSpan Span)> Used => _used;

    public void Use(string name, SourceSpan span) => _used.Add((name, span));

    /// <summary>Says that the config itself gives this placeholder a value.</summary>
    public void Define(string name) => _defined.Add(name);

    public bool IsDefined(string name) => _defined.Contains(name);
}
