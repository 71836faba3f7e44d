using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile;

/// <summary>Every <c>{$NAME}</c> that was replaced by nothing, line by line.</summary>
internal sealed class UnsetVariables
{
    private readonly List<UnsetVariable> _all = [];
    private readonly Dictionary<(SourceFile File, int Line), string> _firstOfLine = [];

    public void Add(IEnumerable<UnsetVariable> unset)
    {
        foreach (var variable in unset)
        {
            _all.Add(variable);
            _firstOfLine.TryAdd((variable.Span.File, variable.Span.Line), variable.Name);
        }
    }

    /// <summary>The first of a line, or <c>null</c>.</summary>
    public string? OnLineOf(SourceSpan span) => _firstOfLine.GetValueOrDefault((span.File, span.Line));

    // Caddy puts nothing in the place of an unset variable, and so do we; but where a line is wrong, that is likely why.
    public void NameThoseOfWrongLines(DiagnosticBag diagnostics)
    {
        foreach (var (name, span) in _all.Where(variable => diagnostics.HasErrorWithout(variable.Name, variable.Span)))
            diagnostics.Warning(DiagnosticCodes.UnsetVariable, span, $"the environment variable {name} is not set; nothing stands here");
    }
}
