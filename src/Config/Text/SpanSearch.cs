namespace FerroGate.Config.Text;

/// <summary>Points at a part of a value where that part stands in the text as it was written.</summary>
internal static class SpanSearch
{
    // Nobody reads a place so far into a word, and a word of megabytes with a million parts must not take a million searches.
    private const int Farthest = 1024;

    /// <summary>The place of <paramref name="part"/> within the span, or the span itself where it is not to be seen.</summary>
    public static SourceSpan Find(this SourceSpan span, string part)
    {
        var line = span.File.Lines.Line(span.Line);
        var start = span.Column - 1;
        var count = Math.Min(Math.Min(span.Length, Farthest), line.Length - start);
        if (count <= 0 || part.Length == 0)
            return span;

        var index = line.Slice(start, count).IndexOf(part, StringComparison.Ordinal);
        return index < 0 ? span : span with { Column = start + index + 1, Length = part.Length };
    }
}
