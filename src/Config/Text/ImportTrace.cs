namespace FerroGate.Config.Text;

/// <summary>One use of a snippet or of another file. A class, so that two uses of one snippet are two places.</summary>
/// <param name="at">The <c>import</c>, which may itself stand in something imported.</param>
/// <param name="what">The snippet or file, as people call it.</param>
public sealed class ImportTrace(SourceSpan at, string what)
{
    public SourceSpan At { get; } = at;

    public string What { get; } = what;

    /// <summary>How many imports lie in one another; 1 is the outermost.</summary>
    public int Depth { get; } = (at.Import?.Depth ?? 0) + 1;

    /// <summary>This import and those around it, the innermost first.</summary>
    public IEnumerable<ImportTrace> Chain()
    {
        for (var trace = this; trace is not null; trace = trace.At.Import)
            yield return trace;
    }
}
