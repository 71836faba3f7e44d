using System.Collections.Frozen;

namespace FerroGate.Core.Keys;

/// <summary>A list of names in which <c>*</c> stands for any letters, or none. Case counts.</summary>
public sealed class NamePatterns : IEquatable<NamePatterns>
{
    private readonly FrozenSet<string> _names;
    private readonly string[] _patterns;

    public NamePatterns(IEnumerable<string> names)
    {
        var all = names.ToList();
        _names = all.Where(name => !IsPattern(name)).ToFrozenSet(StringComparer.Ordinal);
        _patterns = [.. all.Where(IsPattern)];
    }

    /// <summary>A list without names.</summary>
    public static NamePatterns None { get; } = new([]);

    public bool IsEmpty => _names.Count == 0 && _patterns.Length == 0;

    /// <summary>The names without a star.</summary>
    public IReadOnlyCollection<string> Names => _names.Items;

    /// <summary>The names and patterns.</summary>
    public IEnumerable<string> All => _names.Concat(_patterns);

    /// <summary>There are names in it, and no stars.</summary>
    public bool HasNamesOnly => _names.Count > 0 && _patterns.Length == 0;

    /// <summary>The same names and patterns are in both, in whatever order.</summary>
    public bool Equals(NamePatterns? other) =>
        other is not null && _names.SetEquals(other._names) && _patterns.Length == other._patterns.Length && _patterns.Order(StringComparer.Ordinal).SequenceEqual(other._patterns.Order(StringComparer.Ordinal));

    public override bool Equals(object? obj) => Equals(obj as NamePatterns);

    public override int GetHashCode() => HashCode.Combine(_names.Count, _patterns.Length);

    public static bool IsPattern(string name) => name.Contains('*', StringComparison.Ordinal);

    /// <summary>The name fits one of the list; no name fits none, not even a star.</summary>
    public bool Fit(string? name)
    {
        if (name is null)
            return false;

        if (_names.Contains(name))
            return true;

        foreach (var pattern in _patterns)
        {
            if (Fits(pattern, name))
                return true;
        }

        return false;
    }

    /// <summary>The name fits a pattern.</summary>
    public static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // What the last star stands for grows by one letter each time that the rest does not fit.
        var (at, letter, star, resume) = (0, 0, -1, 0);
        while (letter < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                (star, resume) = (at++, letter);
            }
            else if (at < pattern.Length && pattern[at] == name[letter])
            {
                at++;
                letter++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                letter = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern[at..].IndexOfAnyExcept('*') < 0;
    }
}
