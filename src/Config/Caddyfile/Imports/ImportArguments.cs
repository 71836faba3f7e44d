using System.Globalization;
using System.Text;
using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>
/// The arguments of an import, and their way into the words that it imports. An argument stays what it is: it is never cut
/// into words again, and placeholders in it are not replaced by this import.
/// </summary>
internal sealed class ImportArguments(IReadOnlyList<Token> arguments, ConfigContext context)
{
    private const string Indexed = "{args[";
    private const string Dotted = "{args.";

    private readonly bool[] _isUsed = new bool[arguments.Count];

    /// <summary>Whether a word asks for several arguments, each a word of its own: <c>{args[:]}</c>, <c>{args[1:3]}</c>.</summary>
    public bool TrySpread(Token word, out IReadOnlyList<Token> spread)
    {
        spread = [];
        var text = word.Text;
        if (!text.StartsWith(Indexed, StringComparison.Ordinal) || text.IndexOf("]}", StringComparison.Ordinal) != text.Length - 2)
            return false;

        var range = text[Indexed.Length..^2];
        var colon = range.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return false;

        var (first, last) = (range[..colon], range[(colon + 1)..]);
        var from = 0;
        var to = arguments.Count;
        if ((first.Length > 0 && !TryIndex(first, out from)) || (last.Length > 0 && !TryIndex(last, out to)))
        {
            Refuse(DiagnosticCodes.InvalidImport, word.Span, $"`{text}` is no range of arguments", "write {args[:]}, {args[1:]} or {args[0:2]}");
            return true;
        }

        if (from > to || to > arguments.Count)
        {
            RefuseMissing(word.Span, text);
            return true;
        }

        _isUsed.AsSpan(from..to).Fill(true);
        spread = [.. arguments.Skip(from).Take(to - from).Select(argument => word with { Text = argument.Text })];
        return true;
    }

    /// <summary>A word with its arguments in it.</summary>
    public Token Fill(Token word)
    {
        if (!word.Text.Contains("{args", StringComparison.Ordinal))
            return word;

        var text = new StringBuilder();
        var copied = 0;
        for (var from = 0; word.Text.IndexOf("{args", from, StringComparison.Ordinal) is var at and >= 0;)
        {
            from = at + 1;
            var rest = word.Text.AsSpan(at);
            if (!rest.StartsWith(Indexed) && !rest.StartsWith(Dotted))
                continue;

            var length = rest.IndexOf('}') + 1;
            if (length == 0)
                break;

            var placeholder = rest[..length];

            // A backslash keeps the placeholder as it is, and is gone afterwards.
            var isEscaped = at > copied && word.Text[at - 1] == '\\';
            var value = isEscaped ? placeholder.ToString() : ValueOf(placeholder.ToString(), word.Span);
            var end = isEscaped ? at - 1 : at;
            if (!context.Budget.TakeCharacters(value.Length, word.Span))
                break;

            text.Append(word.Text, copied, end - copied).Append(value);
            copied = from = at + length;
        }

        return copied == 0 ? word : word with { Text = text.Append(word.Text, copied, word.Text.Length - copied).ToString() };
    }

    /// <summary>Says which arguments went nowhere.</summary>
    public void NameUnused(string what)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (!_isUsed[i])
            {
                context.Diagnostics.Warning(
                    DiagnosticCodes.UnusedArgument,
                    arguments[i].Span,
                    string.Create(CultureInfo.InvariantCulture, $"{what} does not ask for this argument: there is no {{args[{i}]}} in it"));
            }
        }
    }

    // What is wrong is nothing afterwards, so that nobody complains of it once more.
    private string ValueOf(string placeholder, SourceSpan span)
    {
        var isIndexed = placeholder.StartsWith(Indexed, StringComparison.Ordinal);
        var index = placeholder[Indexed.Length..^1];
        if (isIndexed)
            index = index.EndsWith(']') ? index[..^1] : "";

        if (isIndexed && index.Contains(':', StringComparison.Ordinal))
        {
            Refuse(DiagnosticCodes.InvalidImport, span, $"`{placeholder}` must be a word of its own", "put white space around it, and no quotes");
            return "";
        }

        if (!TryIndex(index, out var number))
        {
            Refuse(DiagnosticCodes.InvalidImport, span, $"`{placeholder}` is no argument of an import", "write {args[0]} for the first");
            return "";
        }

        if (number >= arguments.Count)
        {
            RefuseMissing(span, placeholder);
            return "";
        }

        _isUsed[number] = true;
        return arguments[number].Text;
    }

    private void RefuseMissing(SourceSpan span, string placeholder) =>
        Refuse(
            DiagnosticCodes.MissingArgument,
            span,
            arguments.Count switch
            {
                0 => $"`{placeholder}`: the import gives no arguments",
                1 => $"`{placeholder}`: the import gives only one argument",
                var count => string.Create(CultureInfo.InvariantCulture, $"`{placeholder}`: the import gives only {count} arguments"),
            },
            "arguments stand behind the name: `import name first second`; the first is {args[0]}");

    private void Refuse(string code, SourceSpan span, string message, string hint) => context.Diagnostics.Error(code, span, message, hint);

    private static bool TryIndex(string text, out int index) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);
}
