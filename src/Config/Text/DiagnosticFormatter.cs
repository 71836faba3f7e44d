using System.Text;

namespace FerroGate.Config.Text;

/// <summary>Writes a diagnostic as people read it: place, message, the line with a caret below it, and the hint.</summary>
public static class DiagnosticFormatter
{
    public static string Format(Diagnostic diagnostic)
    {
        var text = new StringBuilder();
        var severity = diagnostic.Severity == Severity.Error ? "error" : "warning";
        if (diagnostic.Span is { } span)
        {
            text.Append(span.File.Name).Append(':').Append(span.Line).Append(':').Append(span.Column).Append(": ");
            text.Append(severity).Append(": ").Append(diagnostic.Message).Append('\n');
            AppendSource(text, span);
        }
        else
        {
            text.Append(severity).Append(": ").Append(diagnostic.Message).Append('\n');
        }

        if (diagnostic.Hint is { } hint)
            text.Append("hint: ").Append(hint).Append('\n');

        return text.ToString();
    }

    private static void AppendSource(StringBuilder text, SourceSpan span)
    {
        var line = SecretMask.Hide(span.File.Line(span.Line));
        foreach (var character in line)
            text.Append(Shown(character));

        text.Append('\n');

        // A tab above the caret needs a tab before it, or the two do not line up.
        for (var column = 1; column < span.Column; column++)
            text.Append(column <= line.Length && line[column - 1] == '\t' ? '\t' : ' ');

        text.Append("^\n");
    }

    // A control character could move the cursor of the terminal that shows the message.
    private static char Shown(char character) => character != '\t' && char.IsControl(character) ? '\uFFFD' : character;
}
