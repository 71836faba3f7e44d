using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Reads heredocs: <c>&lt;&lt;MARKER</c>, lines of text, and the marker again, whose indentation all lines lose.</summary>
internal sealed class HeredocReader(string text, Func<int, int, SourceSpan> spanOf, DiagnosticBag diagnostics)
{
    private const string Opening = "<<";
    private const int FarthestClosing = 50;
    private const int LongestOpening = 500;

    /// <summary>A heredoc that begins at an offset; <c>false</c> where what stands there is an ordinary word.</summary>
    public bool TryRead(int at, out (string Text, int End) heredoc)
    {
        heredoc = default;
        if (!text.AsSpan(at).StartsWith(Opening))
            return false;

        // Anything but the end of the line after the marker makes it a word, as in Caddy.
        var length = text.AsSpan(at).IndexOfAny(" \t\n");
        if (length < 0)
            return false;

        var marker = text.AsSpan(at + Opening.Length, length - Opening.Length).TrimEnd('\r').ToString();
        if (text[at + length] != '\n')
        {
            WarnOfSpace(at, length, marker);
            WarnOfWords(at, marker);
            return false;
        }

        if (!IsMarker(marker))
        {
            diagnostics.Error(
                DiagnosticCodes.HeredocMarker,
                spanOf(at, at + length),
                marker.Length == 0
                    ? "<< needs a marker right behind it"
                    : $"`{marker}` is no marker for a heredoc: letters, digits, - and _ are",
                "write <<END, and END on a line of its own after the text; or \\<< for a word that begins with <<");
            return false;
        }

        heredoc = Read(at, at + length + 1, marker);
        return true;
    }

    private (string Text, int End) Read(int at, int start, string marker)
    {
        var length = text.AsSpan(start).IndexOf(marker, StringComparison.Ordinal);
        if (length < 0)
        {
            diagnostics.Error(
                DiagnosticCodes.UnclosedHeredoc,
                spanOf(at, at + Opening.Length + marker.Length),
                $"this heredoc is never closed: `{marker}` does not stand below it",
                $"put {marker} on a line of its own after the text");
            return (text[start..], text.Length);
        }

        // The end is where the marker stands first, as in Caddy, even in the middle of a line.
        var end = start + length;
        var lastLine = text.LastIndexOf('\n', end - 1) + 1;
        var indent = text[lastLine..end];
        var after = end + marker.Length;
        if (!string.IsNullOrWhiteSpace(indent) || (after < text.Length && !char.IsWhiteSpace(text[after])))
        {
            diagnostics.Error(
                DiagnosticCodes.HeredocMarker,
                spanOf(end, after),
                $"the heredoc would end here, at the first `{marker}`, and not on a line of its own",
                "choose a marker that does not occur in the text");
            return ("", ClosingBelow(end, marker));
        }

        return (Unindented(start, lastLine, indent, marker), after);
    }

    // Where the heredoc was probably meant to end, so that its lines are not taken for directives.
    private int ClosingBelow(int from, string marker)
    {
        var at = EndOfLine(from);
        for (var lines = 0; lines < FarthestClosing && at < text.Length; lines++)
        {
            var line = text.AsSpan(at + 1, EndOfLine(at + 1) - at - 1);
            at = EndOfLine(at + 1);
            if (line.Trim().SequenceEqual(marker))
                return at;
        }

        return EndOfLine(from);
    }

    private string Unindented(int start, int end, string indent, string marker)
    {
        var lines = new List<string>();
        var isTold = false;
        for (var at = start; at < end;)
        {
            var next = EndOfLine(at);
            var line = text.AsSpan(at..next);
            var isEmpty = line is "" or "\r";
            if (!isEmpty && !line.StartsWith(indent) && !isTold)
            {
                isTold = true;
                diagnostics.Error(
                    DiagnosticCodes.HeredocIndent,
                    spanOf(at, next),
                    $"this line of the heredoc does not begin with the white space that stands before the closing {marker}",
                    $"indent it as {marker} is, tabs with tabs and spaces with spaces");
            }

            lines.Add(isEmpty ? "" : (line.StartsWith(indent) ? line[indent.Length..] : line).ToString().Replace("\r", "", StringComparison.Ordinal));
            at = next + 1;
        }

        return string.Join('\n', lines);
    }

    private void WarnOfSpace(int at, int length, string marker)
    {
        var rest = text.AsSpan(at + length);
        if (rest.IndexOfAnyExcept(" \t\r") is var end and >= 0 && rest[end] == '\n' && IsMarker(marker))
        {
            diagnostics.Warning(
                DiagnosticCodes.HeredocMarker,
                spanOf(at, at + length),
                $"white space follows, so that <<{marker} is a word and begins no heredoc",
                "take the white space out, or write \\<< if a word is meant");
        }
    }

    // Where the marker stands alone below, nobody means a word.
    private void WarnOfWords(int at, string marker)
    {
        var line = text.AsSpan(at, Math.Min(LongestOpening, text.Length - at));
        if (!IsMarker(marker)
            || line.IndexOf('\n') is not (>= 0 and var end)
            || line[(Opening.Length + marker.Length)..end].IsWhiteSpace()
            || ClosingBelow(at, marker) <= at + end)
        {
            return;
        }

        diagnostics.Warning(
            DiagnosticCodes.HeredocMarker,
            spanOf(at, at + Opening.Length + marker.Length),
            $"words follow, so that <<{marker} is a word: a heredoc begins only at the end of a line",
            $"put them behind the {marker} below the text, or write \\<< if a word is meant");
    }

    private int EndOfLine(int from) =>
        from < text.Length && text.IndexOf('\n', from) is var end and >= 0 ? end : text.Length;

    private static bool IsMarker(string marker) =>
        marker.Length > 0 && marker.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_');
}
