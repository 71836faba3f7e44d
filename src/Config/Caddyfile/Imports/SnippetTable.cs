using FerroGate.Config.Text;

namespace FerroGate.Config.Caddyfile.Imports;

/// <summary>The snippets of a config, and the imports that found none.</summary>
internal sealed class SnippetTable(DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Snippet> _snippets = new(StringComparer.Ordinal);
    private readonly List<Token> _missing = [];

    public void Define(Snippet snippet)
    {
        var span = snippet.Written.Span;
        if (string.IsNullOrWhiteSpace(snippet.Name))
        {
            diagnostics.Error(DiagnosticCodes.InvalidSnippet, span, "a snippet needs a name between its ( and )");
        }
        else if (!_snippets.TryAdd(snippet.Name, snippet))
        {
            diagnostics.Error(
                DiagnosticCodes.DuplicateSnippet,
                span,
                $"there is a snippet `{snippet.Name}` already",
                $"the first is at {_snippets[snippet.Name].Written.Span}");
        }
    }

    /// <summary>As in Caddy, a snippet can be imported only below its definition.</summary>
    public Snippet? Find(string name) => _snippets.GetValueOrDefault(name);

    /// <summary>Says that an import names neither a snippet nor a file.</summary>
    public void Missing(Token name) => _missing.Add(name);

    /// <summary>Says what only the end of the config shows: which names nobody defines, and which snippets nobody imports.</summary>
    public void Finish(SourceFile main)
    {
        foreach (var name in _missing)
        {
            diagnostics.Error(
                DiagnosticCodes.UnknownSnippet,
                name.Span,
                $"there is no snippet `{name.Text}` above this line, and no file of that name",
                Find(name.Text) is { } below
                    ? $"the snippet is at {below.Written.Span}; it must stand above what imports it"
                    : NearestName.HintOrList(name.Text, _snippets.Keys));
        }

        // A file of snippets for several configs holds more than each of them needs.
        foreach (var unused in _snippets.Values.Where(snippet => !snippet.IsImported && snippet.Written.Span.File == main))
            diagnostics.Warning(DiagnosticCodes.UnusedSnippet, unused.Written.Span, $"nobody imports the snippet `{unused.Name}`");
    }
}
