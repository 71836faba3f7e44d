using System.Diagnostics.CodeAnalysis;

namespace FerroGate.Config.Patterns;

/// <summary>
/// A regular expression as Caddy means it: RE2's language with Go's Perl flags (<c>regexp.Compile</c>), rewritten for .NET's
/// engine without backtracking, so that no pattern takes more than linear time in its input.
/// </summary>
/// <remarks>
/// It matches where and what Go matches. One difference is left: when a group is repeated whose content can be empty, as in
/// <c>(a*)+</c>, .NET lets the group take the empty text at the end, and Go leaves it what it took before.
/// </remarks>
public sealed class RegularExpression : IEquatable<RegularExpression>
{
    private CompiledExpression? _compiled;

    private RegularExpression(string written, PatternReader reader)
    {
        Written = written;
        DotNetPattern = reader.DotNetPattern;
        GroupNames = reader.GroupNames;
        KeepsNewlines = reader.KeepsNewlines;
    }

    /// <summary>The pattern as it stands in the config.</summary>
    public string Written { get; }

    /// <summary>The pattern for .NET. It is for <see cref="EncodedText"/>: match with what <see cref="Compile"/> gives.</summary>
    public string DotNetPattern { get; }

    /// <summary>The groups' names in Go's numbering, which is by opening parenthesis; the whole match and unnamed ones are empty.</summary>
    public IReadOnlyList<string> GroupNames { get; }

    internal bool KeepsNewlines { get; }

    /// <summary>Reads a pattern. What Go refuses is refused, and what is too large for .NET's engine.</summary>
    public static bool TryRead(
        string written,
        [NotNullWhen(true)] out RegularExpression? expression,
        [NotNullWhen(false)] out RegularExpressionError? error)
    {
        var reader = new PatternReader(written);
        error = reader.Read();
        expression = null;
        if (error is not null)
            return false;

        var read = new RegularExpression(written, reader);
        try
        {
            // The engine's bound is on its automaton, which only the engine can measure.
            _ = read.Compile();
        }
        catch (NotSupportedException)
        {
            error = PatternErrors.TooLarge(0);
            return false;
        }

        expression = read;
        return true;
    }

    /// <summary>
    /// What matches. Reading has made it already, to know that it can be made: that costs milliseconds, and most of a second
    /// for large Unicode classes such as <c>\pL</c>.
    /// </summary>
    public CompiledExpression Compile() => _compiled ??= new(this);

    public bool Equals(RegularExpression? other) => other?.Written == Written;

    public override bool Equals(object? obj) => Equals(obj as RegularExpression);

    public override int GetHashCode() => Written.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Written;
}
