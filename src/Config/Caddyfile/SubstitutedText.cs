using System.Text;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>
/// A Caddyfile in which every <c>{$NAME}</c> and <c>{$NAME:default}</c> has been replaced, and which still knows where
/// each character stood before.
/// </summary>
internal sealed class SubstitutedText
{
    private const string Opening = "{$";

    private readonly SourceFile _file;
    private readonly ImportTrace? _import;
    private readonly ConfigContext _context;
    private readonly List<Replacement> _replacements = [];
    private readonly List<UnsetVariable> _unset = [];

    private SubstitutedText(SourceFile file, ImportTrace? import, ConfigContext context)
    {
        _file = file;
        _import = import;
        _context = context;
        Text = Replaced(file.Text);
    }

    public string Text { get; }

    public IReadOnlyList<UnsetVariable> Unset => _unset;

    /// <summary>Replaces what a text asks for.</summary>
    /// <param name="file">The text.</param>
    /// <param name="import">What imported it, for the places of its words.</param>
    /// <param name="context">The variables, and where to say what is wrong.</param>
    public static SubstitutedText Of(SourceFile file, ImportTrace? import, ConfigContext context) => new(file, import, context);

    /// <summary>The place in the written text of a part of <see cref="Text"/>; of several lines only the first.</summary>
    public SourceSpan SpanOf(int start, int end)
    {
        // The end of the last character is the beginning of the next; a replaced reference is one character long or longer.
        var origin = OriginOf(start);
        return Written(origin, Math.Max(origin + 1, OriginOf(Math.Max(start, end))));
    }

    private string Replaced(string source)
    {
        var text = new StringBuilder();
        var copied = 0;
        for (var from = 0; source.IndexOf(Opening, from, StringComparison.Ordinal) is var at and >= 0;)
        {
            var length = source.AsSpan(at).IndexOfAny('}', '\n');
            if (length < 0 || source[at + length] == '\n')
            {
                // Once a line is enough: what follows on it is not closed either.
                RefuseUnclosed(source, at);
                from = length < 0 ? source.Length : at + length;
                continue;
            }

            from = at + length + 1;
            if (ValueOf(source[(at + Opening.Length)..(from - 1)], Written(at, from)) is not { } value)
                continue;

            if (!_context.Budget.TakeCharacters(value.Length, Written(at, from)))
                break;

            text.Append(source, copied, at - copied);
            _replacements.Add(new Replacement(text.Length, value.Length, at, from - at));
            text.Append(value);
            copied = from;
        }

        return copied == 0 ? source : text.Append(source, copied, source.Length - copied).ToString();
    }

    // null where nothing is replaced; an empty pair of braces is no reference, as in Caddy.
    private string? ValueOf(string inner, SourceSpan span)
    {
        if (inner.Length == 0)
            return null;

        var colon = inner.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? inner : inner[..colon];
        var fallback = colon < 0 ? null : inner[(colon + 1)..];
        if (name.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
        {
            Refuse(span, $"`{name}` is not the name of an environment variable", "write {$NAME} without spaces");
            return "";
        }

        if (fallback is not null && fallback.Contains(Opening, StringComparison.Ordinal))
        {
            Refuse(span, "a default cannot hold another {$…}; the first } would end both", null);
            return null;
        }

        var value = (name.Length > 0 ? _context.Variable(name) : null) ?? fallback;
        // Once a line is enough to be told.
        if (value is null && !(_unset.Count > 0 && _unset[^1].Name == name && _unset[^1].Span.Line == span.Line))
            _unset.Add(new UnsetVariable(name, span));

        return value ?? "";
    }

    // Caddy goes on to the next } wherever it is and swallows the lines between; in a comment it may stay as it is.
    private void RefuseUnclosed(string source, int at)
    {
        var line = source.AsSpan((at > 0 ? source.LastIndexOf('\n', at - 1) : -1) + 1).TrimStart();
        if (!line.StartsWith("#"))
            Refuse(Written(at, at + Opening.Length), "this {$ has no } on its line", "write {$NAME} or {$NAME:default}");
    }

    private void Refuse(SourceSpan span, string message, string? hint) =>
        _context.Diagnostics.Error(DiagnosticCodes.InvalidVariable, span, message, hint);

    private SourceSpan Written(int start, int end) => _file.Lines.Span(start, end) with { Import = _import };

    private int OriginOf(int position)
    {
        var (low, high) = (0, _replacements.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_replacements[middle].Start <= position)
                low = middle + 1;
            else
                high = middle;
        }

        if (low == 0)
            return position;

        var last = _replacements[low - 1];
        var after = position - last.Start - last.Length;
        return after < 0 ? last.Origin : last.Origin + last.OriginLength + after;
    }

    private readonly record struct Replacement(int Start, int Length, int Origin, int OriginLength);
}
