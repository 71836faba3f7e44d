using System.Buffers;
using System.Globalization;
using FerroGate.Config.Options;
using FerroGate.Config.Text;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;
using SourceSpan = FerroGate.Config.Text.SourceSpan;

namespace FerroGate.Config.Toml;

/// <summary>
/// Builds tables from Tomlyn's syntax tree. The rules against defining something twice are applied here and not by Tomlyn,
/// whose messages quote whole lines, secrets and all.
/// </summary>
internal sealed class TomlTree
{
    private static readonly SearchValues<char> DecimalCharacters = SearchValues.Create("+-_0123456789");

    // What reads the tables calls itself for each level.
    private const int DeepestKey = 64;

    private readonly SourceFile _file;
    private readonly LineIndex _lines;
    private readonly DiagnosticBag _diagnostics;
    private readonly TomlTable _root;

    private TomlTree(SourceFile file, DiagnosticBag diagnostics)
    {
        _file = file;
        _lines = new LineIndex(file);
        _diagnostics = diagnostics;
        _root = new TomlTable(_lines.Span(0, 1)) { Origin = TableOrigin.Header };
    }

    /// <summary>The root table, or <c>null</c> when the text is not TOML.</summary>
    public static TomlTable? Read(SourceFile file, DiagnosticBag diagnostics) => new TomlTree(file, diagnostics).Read();

    private TomlTable? Read()
    {
        DocumentSyntax document;
        try
        {
            document = SyntaxParser.Parse(_file.Text, _file.Name, validate: false);
        }
        catch (TomlException)
        {
            // The parser reports what is wrong with a text; it throws only where values lie too deep in each other.
            _diagnostics.Error(DiagnosticCodes.NestedTooDeep, _lines.Span(0, 1), "values are nested too deep in this file");
            return null;
        }
        catch (ArgumentOutOfRangeException)
        {
            // Tomlyn 2.10.2 fails so on its own message about a backslash before the end of the file or half a character.
            _diagnostics.Error(
                DiagnosticCodes.Syntax,
                _lines.Span(_file.Text.LastIndexOf('\\'), _file.Text.Length),
                "this is not TOML: a broken escape in a string");
            return null;
        }

        if (document.HasErrors)
        {
            ReportSyntax(document);
            return null;
        }

        AddAll(document.KeyValues, _root);
        foreach (var table in document.Tables)
        {
            if (TableOf(table) is { } target)
                AddAll(table.Items, target);
        }

        return _root;
    }

    // One mistake makes several messages; the first of a line is the one that helps.
    private void ReportSyntax(DocumentSyntax document)
    {
        var lines = new HashSet<int>();
        foreach (var message in document.Diagnostics.OrderBy(message => message.Span.Offset))
        {
            var span = _lines.Span(message.Span.Offset, message.Span.Offset + 1);
            if (!lines.Add(span.Line))
                continue;

            var line = _file.Line(span.Line);
            var isSafe = SecretMask.Hide(line) == line && !message.Message.Any(char.IsControl);
            _diagnostics.Error(DiagnosticCodes.Syntax, span, isSafe ? $"this is not TOML: {message.Message}" : "this is not TOML");
        }
    }

    private TomlTable? TableOf(TableSyntaxBase syntax)
    {
        if (syntax.Name is not { } name)
            return null;

        var path = PathOf(name);
        if (IsTooDeep(path))
            return null;

        var span = _lines.Span(syntax.Span.Offset, (syntax.CloseBracket?.Span ?? name.Span) is var close ? close.Offset + close.Length : 0);
        var parent = _root;
        foreach (var (key, keySpan) in path[..^1])
        {
            if (Step(parent, key, keySpan, TableOrigin.Implied) is not { } next || next.Origin == TableOrigin.Inline)
            {
                Twice(key, keySpan);
                return null;
            }

            parent = next;
        }

        var (last, lastSpan) = path[^1];
        var table = new TomlTable(span) { Origin = TableOrigin.Header };
        switch (parent.Find(last))
        {
            case null when syntax is TableArraySyntax:
                parent.TryAdd(new TomlEntry(last, lastSpan, new TomlArray(span, [table], IsOpen: true)));
                return table;
            case null:
                parent.TryAdd(new TomlEntry(last, lastSpan, table));
                return table;
            case TomlArray { IsOpen: true } array when syntax is TableArraySyntax:
                array.Items.Add(table);
                return table;
            case TomlTable { Origin: TableOrigin.Implied } implied when syntax is TableSyntax:
                implied.Origin = TableOrigin.Header;
                return implied;
            default:
                Twice(last, lastSpan);
                return null;
        }
    }

    private void AddAll(SyntaxList<KeyValueSyntax> pairs, TomlTable table)
    {
        foreach (var pair in pairs)
            Add(pair, table);
    }

    private void Add(KeyValueSyntax pair, TomlTable table)
    {
        if (pair.Key is null || pair.Value is null)
            return;

        var path = PathOf(pair.Key);
        if (IsTooDeep(path))
            return;

        foreach (var (key, span) in path[..^1])
        {
            if (Step(table, key, span, TableOrigin.DottedKey) is not { Origin: TableOrigin.DottedKey } next)
            {
                Twice(key, span);
                return;
            }

            table = next;
        }

        var (last, lastSpan) = path[^1];
        if (!table.TryAdd(new TomlEntry(last, lastSpan, NodeOf(pair.Value))))
            Twice(last, lastSpan);
    }

    // The table behind a key, made where there is none; null where something else is there.
    private static TomlTable? Step(TomlTable table, string key, SourceSpan span, TableOrigin origin)
    {
        switch (table.Find(key))
        {
            case TomlTable found:
                return found;
            case TomlArray { IsOpen: true } array:
                return array.Items[^1] as TomlTable;
            case null:
                var made = new TomlTable(span) { Origin = origin };
                table.TryAdd(new TomlEntry(key, span, made));
                return made;
            default:
                return null;
        }
    }

    private TomlNode NodeOf(ValueSyntax value)
    {
        var span = SpanOf(value);
        switch (value)
        {
            case StringValueSyntax text:
                return new TomlScalar(span, ValueKind.String, text.Value ?? "");
            case IntegerValueSyntax integer:
                return new TomlScalar(span, ValueKind.Integer, IntegerText(integer));
            case FloatValueSyntax number:
                return new TomlScalar(span, ValueKind.Float, number.Token?.Text ?? "");
            case BooleanValueSyntax flag:
                return new TomlScalar(span, ValueKind.Boolean, flag.Value ? "true" : "false");
            case ArraySyntax array:
                return new TomlArray(
                    span, [.. array.Items.Select(item => item.Value).OfType<ValueSyntax>().Select(NodeOf)], IsOpen: false);
            case InlineTableSyntax inline:
                var table = new TomlTable(span) { Origin = TableOrigin.Inline };
                foreach (var item in inline.Items)
                {
                    if (item.KeyValue is { } pair)
                        Add(pair, table);
                }

                return table;
            default:
                return new TomlScalar(span, ValueKind.DateTime, (value as DateTimeValueSyntax)?.Token?.Text ?? "");
        }
    }

    // 0x10 and its like are whole numbers too.
    private static string IntegerText(IntegerValueSyntax integer) =>
        integer.Token?.Text is { } text && text.AsSpan().IndexOfAnyExcept(DecimalCharacters) < 0
            ? text
            : integer.Value.ToString(CultureInfo.InvariantCulture);

    private List<(string Key, SourceSpan Span)> PathOf(KeySyntax syntax)
    {
        var path = new List<(string, SourceSpan)>();
        if (syntax.Key is { } first)
            path.Add((TextOf(first), SpanOf(first)));

        foreach (var dotted in syntax.DotKeys)
        {
            if (dotted.Key is { } key)
                path.Add((TextOf(key), SpanOf(key)));
        }

        return path;
    }

    private bool IsTooDeep(List<(string Key, SourceSpan Span)> path)
    {
        if (path.Count <= DeepestKey)
            return false;

        _diagnostics.Error(DiagnosticCodes.NestedTooDeep, path[DeepestKey].Span, $"keys can be {DeepestKey} levels deep, and no deeper");
        return true;
    }

    private static string TextOf(BareKeyOrStringValueSyntax key) => key switch
    {
        BareKeySyntax bare => bare.Key?.Text ?? "",
        StringValueSyntax quoted => quoted.Value ?? "",
        _ => "",
    };

    private SourceSpan SpanOf(SyntaxNodeBase node) => _lines.Span(node.Span.Offset, node.Span.Offset + node.Span.Length);

    private void Twice(string key, SourceSpan span) =>
        _diagnostics.Error(DiagnosticCodes.DuplicateOption, span, $"`{key}` is defined twice");
}
