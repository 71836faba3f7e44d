using System.Text;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads texts with placeholders. Braces that hold no name, such as those of JSON, stand for themselves.</summary>
internal static class TemplateText
{
    private const string OtherNameCharacters = "_.-/[]:<>";

    public static Setting<Template> Read(string text, SourceSpan span, ConfigContext context)
    {
        var template = Parse(text);
        foreach (var part in template.Parts.Where(part => part.IsPlaceholder))
            context.Placeholders.Use(part.Text, span.Find($"{{{part.Text}}}"));

        return new(template, span);
    }

    public static Template Parse(string text)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (IsEscape(text, i))
            {
                literal.Append(text[++i]);
            }
            else if (text[i] == '{' && PlaceholderAt(text, i) is { } name)
            {
                if (literal.Length > 0)
                    parts.Add(new TemplatePart(literal.ToString(), false));

                literal.Clear();
                parts.Add(new TemplatePart(name, true));
                i += name.Length + 1;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        if (literal.Length > 0)
            parts.Add(new TemplatePart(literal.ToString(), false));

        return new Template(parts);
    }

    /// <summary>The text that is read as this template.</summary>
    public static string Write(Template template)
    {
        var text = new StringBuilder();
        foreach (var part in template.Parts)
        {
            if (part.IsPlaceholder)
                text.Append('{').Append(part.Text).Append('}');
            else
                AppendLiteral(text, part.Text);
        }

        return text.ToString();
    }

    private static void AppendLiteral(StringBuilder text, string literal)
    {
        for (var i = 0; i < literal.Length; i++)
        {
            var isBrace = literal[i] is '{' or '}';
            var followsBackslash = text.Length > 0 && text[^1] == '\\';
            if (isBrace && (followsBackslash || (literal[i] == '{' && PlaceholderAt(literal, i) is not null)))
                text.Append('\\');

            text.Append(literal[i]);
        }
    }

    private static bool IsEscape(string text, int at) => text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '{' or '}';

    // What cannot be in a name ends the search, so that braces which nobody closes do not each look at all that follows.
    private static string? PlaceholderAt(string text, int open)
    {
        var close = open + 1;
        while (close < text.Length && IsNameCharacter(text[close]))
            close++;

        if (close == text.Length || text[close] != '}')
            return null;

        var name = text.AsSpan(open + 1, close - open - 1);
        return IsName(name) ? name.ToString() : null;
    }

    // {a:1} is JSON of the relaxed kind, and no name has only that.
    private static bool IsName(ReadOnlySpan<char> text) =>
        !text.IsEmpty && char.IsAsciiLetter(text[0]) && (!text.Contains(':') || text.Contains('.'));

    private static bool IsNameCharacter(char character) =>
        char.IsAsciiLetterOrDigit(character) || OtherNameCharacters.Contains(character, StringComparison.Ordinal);
}
