namespace FerroGate.Config.Text;

/// <summary>Points at a part of a value where that part stands in the text as it was written.</summary>
internal static class SpanSearch
{
    /// <summary>The place of <paramref name="part"/> within the span, or the span itself where it is not to be seen.</summary>
    public static SourceSpan Find(this SourceSpan span, string part)
    {
        var line = span.File.Line(span.Line);
        var start = span.Column - 1;
        var count = Math.Min(span.Length, line.Length - start);
        if (count <= 0 || part.Length == 0)
            return span;

        var index = line.IndexOf(part, start, count, StringComparison.Ordinal);
        return index < 0 ? span : span with { Column = index + 1, Length = part.Length };
    }
}
