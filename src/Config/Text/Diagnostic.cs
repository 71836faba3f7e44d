namespace FerroGate.Config.Text;

/// <summary>Something that the writer of a config should know, with the place where it stands.</summary>
/// <param name="Severity">Error or warning.</param>
/// <param name="Code">A stable name, such as <c>unknown-directive</c>.</param>
/// <param name="Span">Where; <c>null</c> where no place is to blame, such as for a file that is not there.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Hint">What to write instead, where we know.</param>
public sealed record Diagnostic(Severity Severity, string Code, SourceSpan? Span, string Message, string? Hint = null)
{
    /// <summary>The imports that brought the place to where it is used, the innermost first.</summary>
    public IEnumerable<ImportTrace> Imports => Span?.Import?.Chain() ?? [];
}
