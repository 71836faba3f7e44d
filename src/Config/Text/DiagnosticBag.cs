namespace FerroGate.Config.Text;

/// <summary>Collects what is wrong while a config is read, so that its writer hears of everything at once.</summary>
internal sealed class DiagnosticBag
{
    private readonly List<Diagnostic> _found = [];

    public int ErrorCount { get; private set; }

    public void Error(string code, SourceSpan? span, string message, string? hint = null)
    {
        ErrorCount++;
        _found.Add(new Diagnostic(Severity.Error, code, span, message, hint));
    }

    public void Warning(string code, SourceSpan? span, string message, string? hint = null) =>
        _found.Add(new Diagnostic(Severity.Warning, code, span, message, hint));

    /// <summary>Refuses something that its writer knows from Caddy or from the product, but that is not there yet.</summary>
    public void NotSupported(SourceSpan span, string what, string? hint = null) =>
        Error(DiagnosticCodes.NotSupported, span, $"{what} is not supported yet", hint);

    /// <summary>Whether an error in that line says something else than <paramref name="word"/>.</summary>
    public bool HasErrorWithout(string word, int line) =>
        _found.Any(found =>
            found.Severity == Severity.Error
            && found.Span?.Line == line
            && !found.Message.Contains(word, StringComparison.Ordinal));

    /// <summary>Everything found, in the order of the text; what has no place comes first.</summary>
    public IReadOnlyList<Diagnostic> InOrder() =>
    [
        .. _found
            .OrderBy(found => found.Span?.Line ?? 0)
            .ThenBy(found => found.Span?.Column ?? 0),
    ];
}
