using System.Globalization;
using System.Text;

namespace FerroGate.Config.Text;

/// <summary>
/// Writes a diagnostic as people read it: place, message, the line with a caret below it, the hint, and the imports that
/// led there.
/// </summary>
public static class DiagnosticFormatter
{
    private const int MostListed = 100;
    private const int MostImports = 8;

    public static string Format(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        if (diagnostic.Span is { } span)
        {
            Append(text, span.File.Name);
            text.Append(CultureInfo.InvariantCulture, $":{span.Line}:{span.Column}: ");
        }

        text.Append(diagnostic.Severity == Severity.Error ? "error" : "warning").Append(": ");
        Append(text, diagnostic.Message);
        text.Append('\n');
        if (diagnostic.Span is { } place && SourceExcerpt.Of(place) is { } excerpt)
        {
            Append(text, excerpt.Line);
            text.Append('\n').Append(excerpt.Margin).Append("^\n");
        }

        if (diagnostic.Hint is { } hint)
        {
            Append(text.Append("hint: "), hint);
            text.Append('\n');
        }

        AppendImports(text, [.. diagnostic.Imports]);
        return text.ToString();
    }

    /// <summary>
    /// The first hundred of a list and the number of the others. Of a longer list the errors come first: what keeps a
    /// config from running must not be hidden by warnings.
    /// </summary>
    public static IEnumerable<string> FormatAll(IReadOnlyList<Diagnostic> diagnostics)
    {
        var listed = diagnostics.Count <= MostListed
            ? diagnostics
            : diagnostics.OrderByDescending(found => found.Severity == Severity.Error).Take(MostListed);
        foreach (var diagnostic in listed)
            yield return Format(diagnostic);

        if (diagnostics.Count > MostListed)
            yield return string.Create(CultureInfo.InvariantCulture, $"and {diagnostics.Count - MostListed} more\n");
    }

    // Of a long chain the ends say most: where the text stands, and what the writer of the config wrote.
    private static void AppendImports(StringBuilder text, IReadOnlyList<ImportTrace> imports)
    {
        var isLong = imports.Count > MostImports;
        foreach (var import in isLong ? imports.Take(MostImports - 1) : imports)
            AppendImport(text, import);

        if (isLong)
        {
            text.Append(CultureInfo.InvariantCulture, $"and through {imports.Count - MostImports} more imports\n");
            AppendImport(text, imports[^1]);
        }
    }

    private static void AppendImport(StringBuilder text, ImportTrace import)
    {
        Append(text.Append("imported at "), $"{import.At} ({import.What})");
        text.Append('\n');
    }

    // A control character could move the cursor of the terminal that shows the message.
    private static void Append(StringBuilder text, string shown)
    {
        foreach (var character in shown)
            text.Append(character != '\t' && char.IsControl(character) ? '\uFFFD' : character);
    }
}
