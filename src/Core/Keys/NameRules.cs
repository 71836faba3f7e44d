using System.Collections.Frozen;

namespace FerroGate.Core.Keys;

/// <summary>An allow list and a deny list of names. Deny wins; an empty allow list allows every name.</summary>
public sealed class NameRules(IEnumerable<string> allowed, IEnumerable<string> denied)
{
    private readonly FrozenSet<string> _allowed = allowed.ToFrozenSet(StringComparer.Ordinal);
    private readonly FrozenSet<string> _denied = denied.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Allows every name.</summary>
    public static NameRules Everything { get; } = new([], []);

    /// <summary>The allow list as it was given; empty allows every name.</summary>
    public IReadOnlyCollection<string> Allowed => _allowed.Items;

    /// <summary>The deny list as it was given.</summary>
    public IReadOnlyCollection<string> Denied => _denied.Items;

    public bool Allows(string name) => !_denied.Contains(name) && (_allowed.Count == 0 || _allowed.Contains(name));
}
