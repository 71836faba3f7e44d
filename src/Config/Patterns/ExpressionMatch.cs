using System.Text.RegularExpressions;

namespace FerroGate.Config.Patterns;

/// <summary>Where an expression matched, and what its groups took.</summary>
public sealed class ExpressionMatch
{
    private readonly Match _match;
    private readonly IReadOnlyList<string> _names;

    internal ExpressionMatch(Match match, IReadOnlyList<string> names)
    {
        _match = match;
        _names = names;
    }

    /// <summary>How many groups there are, the whole match (0) among them.</summary>
    public int Count => _names.Count;

    /// <summary>The names of the groups, in their order; empty for those without.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The whole match.</summary>
    public string Value => EncodedText.Decode(_match.Value);

    /// <summary>What a group took; null if it took no part or is not there.</summary>
    public string? Group(int number) =>
        number >= 0 && number < _names.Count && _match.Groups[number] is { Success: true } group ? EncodedText.Decode(group.Value) : null;

    /// <summary>What the first group of that name took that took part; null without one. Several may have one name, as in Go.</summary>
    public string? Group(string name)
    {
        for (var number = 1; number < _names.Count; number++)
        {
            if (name.Length > 0 && _names[number] == name && Group(number) is { } taken)
                return taken;
        }

        return null;
    }
}
