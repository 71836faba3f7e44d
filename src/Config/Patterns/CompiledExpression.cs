using System.Text;
using System.Text.RegularExpressions;

namespace FerroGate.Config.Patterns;

/// <summary>A regular expression that is ready for matching, with the meaning of Go's <c>regexp.Regexp</c>. Safe for threads.</summary>
public sealed class CompiledExpression
{
    private readonly Regex _regex;
    private readonly IReadOnlyList<string> _names;

    internal CompiledExpression(RegularExpression expression)
    {
        Expression = expression;
        _names = expression.GroupNames;
        _regex = new Regex(expression.DotNetPattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    public RegularExpression Expression { get; }

    public bool IsMatch(string text) => Find(Encode(text), 0) is not null;

    /// <summary>The leftmost match, of those the one that a backtracking engine finds first; null without one.</summary>
    public ExpressionMatch? Match(string text) => Find(Encode(text), 0) is { } found ? new(found, _names) : null;

    /// <summary>Replaces every match, as Go's <c>ReplaceAllString</c>: never an empty match right after another.</summary>
    public string ReplaceAll(string text, Expansion replacement)
    {
        var encoded = Encode(text);
        var result = new StringBuilder();
        var copied = 0;
        for (var at = 0; at <= encoded.Length && Find(encoded, at) is { } found;)
        {
            result.Append(encoded, copied, found.Index - copied);
            var end = found.Index + found.Length;
            if (end > copied || found.Index == 0)
                result.Append(Encode(replacement.Expand(new ExpressionMatch(found, _names))));
            copied = end;
            at = Math.Max(end, at + EncodedText.WidthAt(encoded, at));
        }

        return EncodedText.Decode(result.Append(encoded, copied, encoded.Length - copied).ToString());
    }

    private string Encode(string text) => EncodedText.Encode(text, Expression.KeepsNewlines);

    private Match? Find(string encoded, int start)
    {
        var found = _regex.Match(encoded, start);

        // What begins inside of a character is an empty match of \B there, which Go does not see.
        while (found.Success && EncodedText.IsInsideCharacter(encoded, found.Index))
            found = _regex.Match(encoded, found.Index + 1);
        return found.Success ? found : null;
    }
}
