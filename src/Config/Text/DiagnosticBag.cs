using System.Globalization;

namespace FerroGate.Config.Text;

/// <summary>
/// Collects what is wrong while a config is read, so that its writer hears of everything at once. A text of megabytes can
/// be wrong a million times; what nobody would read is counted and not kept.
/// </summary>
internal sealed class DiagnosticBag
{
    private const int MostKept = 1000;
    private const int LongestMessage = 400;

    private readonly List<Diagnostic> _found = [];
    private readonly Dictionary<SourceFile, int> _files = [];
    private readonly Dictionary<(SourceFile File, int Line), List<Diagnostic>> _errorsByLine = [];
    private int _warningCount;
    private int _notKept;

    public int ErrorCount { get; private set; }

    /// <summary>Says that a text is read now: diagnostics are listed text by text, in this order.</summary>
    public void Reads(SourceFile file) => _files.TryAdd(file, _files.Count);

    public void Error(string code, SourceSpan? span, string message, string? hint = null)
    {
        ErrorCount++;
        if (ErrorCount > MostKept)
        {
            _notKept++;
            return;
        }

        var found = new Diagnostic(Severity.Error, code, span, Shortened(message), Shortened(hint));
        _found.Add(found);
        if (span is not { } place)
            return;

        if (!_errorsByLine.TryGetValue((place.File, place.Line), out var errors))
            _errorsByLine[(place.File, place.Line)] = errors = [];

        errors.Add(found);
    }

    public void Warning(string code, SourceSpan? span, string message, string? hint = null)
    {
        _warningCount++;
        if (_warningCount > MostKept)
            _notKept++;
        else
            _found.Add(new Diagnostic(Severity.Warning, code, span, Shortened(message), Shortened(hint)));
    }

    /// <summary>Refuses something that its writer knows from Caddy or from the product, but that is not there yet.</summary>
    public void NotSupported(SourceSpan span, string what, string? hint = null) =>
        Error(DiagnosticCodes.NotSupported, span, $"{what} is not supported yet", hint);

    /// <summary>Says of something well written that this version cannot do it yet.</summary>
    public void Pending(SourceSpan span, string what, string reason) =>
        _found.Add(new Diagnostic(Severity.Pending, DiagnosticCodes.Pending, span, $"{what} is understood, but not done yet", reason));

    /// <summary>Whether an error in that line says something else than <paramref name="word"/>.</summary>
    public bool HasErrorWithout(string word, SourceSpan line) =>
        _errorsByLine.TryGetValue((line.File, line.Line), out var errors)
        && errors.Exists(found => !found.Message.Contains(word, StringComparison.Ordinal));

    public bool HasError(string code) => _found.Exists(found => found.Code == code && found.Severity == Severity.Error);

    /// <summary>Everything found, in the order of the text; what has no place comes first.</summary>
    public IReadOnlyList<Diagnostic> InOrder()
    {
        List<Diagnostic> ordered =
        [
            .. _found
                .OrderBy(found => found.Span is { } span ? _files.GetValueOrDefault(span.File) : -1)
                .ThenBy(found => found.Span?.Line ?? 0)
                .ThenBy(found => found.Span?.Column ?? 0),
        ];
        if (_notKept > 0)
        {
            ordered.Add(new Diagnostic(
                ErrorCount > MostKept ? Severity.Error : Severity.Warning,
                DiagnosticCodes.TooManyDiagnostics,
                null,
                string.Create(CultureInfo.InvariantCulture, $"{_notKept} more errors and warnings are not listed")));
        }

        return ordered;
    }

    // A message quotes what was written, and what was written can be megabytes long.
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private static string? Shortened(string? text) =>
        text is { Length: > LongestMessage } ? $"{text.AsSpan(0, LongestMessage / 2)} … {text.AsSpan(text.Length - (LongestMessage / 2))}" : text;
}
