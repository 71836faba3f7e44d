namespace FerroGate.Config.Text;

/// <summary>The line that a diagnostic speaks of, cut to what can be read, and what stands before its caret.</summary>
/// <param name="Line">The line, secrets hidden.</param>
/// <param name="Margin">As wide as what stands left of the caret.</param>
internal sealed record SourceExcerpt(string Line, string Margin)
{
    private const int Widest = 200;
    private const int Before = 80;
    private const int LongestRead = 4000;
    private const string Cut = "…";

    /// <summary>
    /// <c>null</c> where the place lies so far into its line that the words before it, which say whether it is a secret,
    /// would have to be searched for too long.
    /// </summary>
    public static SourceExcerpt? Of(SourceSpan span)
    {
        var whole = span.File.Lines.Line(span.Line);
        var at = span.Column - 1;
        if (at > LongestRead)
            return null;

        var line = SecretMask.Hide(whole[..Math.Min(whole.Length, LongestRead)].ToString(), SecretBlock.Holds(span));
        var first = line.Length <= Widest ? 0 : Math.Clamp(at - Before, 0, line.Length - Widest);
        var last = Math.Min(line.Length, first + Widest);
        var start = first > 0 ? Cut : "";
        var shown = start + line[first..last] + (last < whole.Length ? Cut : "");

        // A tab above the caret needs a tab before it, or the two do not line up.
        var margin = string.Concat(Enumerable.Range(first, at - first).Select(column => column < line.Length && line[column] == '\t' ? '\t' : ' '));
        return new SourceExcerpt(shown, (start.Length > 0 ? " " : "") + margin);
    }
}
