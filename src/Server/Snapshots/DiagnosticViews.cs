using FerroGate.Admin.Configs;
using FerroGate.Config.Text;

namespace FerroGate.Server.Snapshots;

/// <summary>What is wrong with a text, as the admin API tells it.</summary>
internal static class DiagnosticViews
{
    public static IReadOnlyList<DiagnosticView> Errors(IReadOnlyList<Diagnostic> diagnostics) => [.. Wrong(diagnostics).Select(Of)];

    /// <summary>All errors in one text.</summary>
    public static string Sentence(IReadOnlyList<Diagnostic> diagnostics) => string.Join(' ', Wrong(diagnostics).Select(found =>
        $"{char.ToUpperInvariant(found.Message[0])}{found.Message[1..]}{(found.Hint is null ? "" : $" ({found.Hint})")}."));

    public static DiagnosticView Of(Diagnostic found) => new(
        found.Severity == Severity.Error ? "error" : "warning",
        found.Code,
        found.Span?.File?.Name,
        found.Span?.Line,
        found.Span?.Column,
        found.Span?.Length,
        found.Message,
        found.Hint);

    private static IEnumerable<Diagnostic> Wrong(IReadOnlyList<Diagnostic> diagnostics) => diagnostics.Where(found => found.Severity == Severity.Error);
}
