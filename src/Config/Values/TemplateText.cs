using System.Text;
using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads texts with placeholders. Braces that hold no name, such as those of JSON, stand for themselves.</summary>
internal static class TemplateText
{
    private const string EnvironmentPrefix = "env.";

    public static Setting<Template>? Read(string text, SourceSpan span, ConfigContext context)
    {
        var parts = new List<TemplatePart>();
        var literal = new StringBuilder();
        var errors = context.Diagnostics.ErrorCount;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '{' or '}')
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
                Check(name, span, context);
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        if (literal.Length > 0)
            parts.Add(new TemplatePart(literal.ToString(), false));

        return context.Diagnostics.ErrorCount == errors ? new(new Template(parts), span) : null;
    }

    private static string? PlaceholderAt(string text, int open)
    {
        var close = text.IndexOf('}', open);
        if (close < 0)
            return null;

        var name = text[(open + 1)..close];
        return IsName(name) ? name : null;
    }

    private static bool IsName(string text) =>
        text.Length > 0
        && char.IsAsciiLetter(text[0])
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');

    private static void Check(string name, SourceSpan span, ConfigContext context)
    {
        var known = context.Vocabulary.Placeholders;
        var isVariable = name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) && name.Length > EnvironmentPrefix.Length;
        if (isVariable || known.Contains(name))
            return;

        context.Diagnostics.Error(
            DiagnosticCodes.UnknownPlaceholder,
            span.Find($"{{{name}}}"),
            $"no placeholder is named `{{{name}}}`",
            NearestName.Hint(name, known) ?? $"write \\{{{name}}} if the braces are meant as they stand");
    }
}
