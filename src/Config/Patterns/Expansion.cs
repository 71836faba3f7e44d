using System.Globalization;
using System.Text;

namespace FerroGate.Config.Patterns;

/// <summary>
/// A replacement as Go's <c>Regexp.Expand</c> reads it: <c>$1</c>, <c>${1}</c>, <c>$name</c>, <c>${name}</c>, <c>$$</c>. A name
/// is as long as it can be (<c>$1x</c> is group <c>1x</c>), and what no group is called is empty. Every text is one.
/// </summary>
public sealed class Expansion
{
    private readonly IReadOnlyList<ExpansionPart> _parts;

    private Expansion(string written, IReadOnlyList<ExpansionPart> parts)
    {
        Written = written;
        _parts = parts;
    }

    public string Written { get; }

    /// <summary>The groups that it takes by name, for a check against the expression.</summary>
    public IEnumerable<string> Names => _parts.Where(part => part is { IsGroup: true, Number: < 0 }).Select(part => part.Text);

    /// <summary>The groups that it takes by number, for a check against the expression.</summary>
    public IEnumerable<int> Numbers => _parts.Where(part => part is { IsGroup: true, Number: >= 0 }).Select(part => part.Number);

    public static Expansion Read(string template)
    {
        var parts = new List<ExpansionPart>();
        var literal = new StringBuilder();
        for (var at = 0; at < template.Length;)
        {
            if (template[at] != '$')
            {
                literal.Append(template[at++]);
            }
            else if (at + 1 < template.Length && template[at + 1] == '$')
            {
                literal.Append('$');
                at += 2;
            }
            else if (NameAt(template, at + 1) is { } found)
            {
                parts.Add(ExpansionPart.Literal(literal.ToString()));
                literal.Clear();
                parts.Add(ExpansionPart.Group(found.Name, NumberOf(found.Name)));
                at = found.End;
            }
            else
            {
                literal.Append('$');
                at++;
            }
        }

        parts.Add(ExpansionPart.Literal(literal.ToString()));
        return new Expansion(template, [.. parts.Where(part => part.IsGroup || part.Text.Length > 0)]);
    }

    public string Expand(ExpressionMatch match)
    {
        var result = new StringBuilder();
        foreach (var part in _parts)
            result.Append(part.IsGroup ? (part.Number >= 0 ? match.Group(part.Number) : match.Group(part.Text)) : part.Text);
        return result.ToString();
    }

    private static (string Name, int End)? NameAt(string template, int start)
    {
        var braced = start < template.Length && template[start] == '{';
        var begin = braced ? start + 1 : start;
        var end = begin;
        while (end < template.Length && Rune.TryGetRuneAt(template, end, out var rune) && IsOfName(rune))
            end += rune.Utf16SequenceLength;
        if (end == begin || (braced && (end == template.Length || template[end] != '}')))
            return null;
        return (template[begin..end], braced ? end + 1 : end);
    }

    private static bool IsOfName(Rune rune) =>
        rune.Value == '_' || Rune.IsLetter(rune) || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber;

    // As in Go: 0 begins no other number than itself, and larger ones than these are names.
    private static int NumberOf(string name) =>
        name.All(char.IsAsciiDigit) && name.Length <= 8 && (name[0] != '0' || name.Length == 1)
            ? int.Parse(name, CultureInfo.InvariantCulture)
            : -1;
}
