using FerroGate.Config.Text;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config;

/// <summary>What every reader and rule shares while one config is read.</summary>
internal sealed class ConfigContext(Vocabulary vocabulary, Func<string, string?> environment)
{
    private readonly HashSet<SourceSpan> _incomplete = [];
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);

    public Vocabulary Vocabulary { get; } = vocabulary;

    public DiagnosticBag Diagnostics { get; } = new();

    /// <summary>A variable's value; one that is set to nothing counts as set.</summary>
    public string? Variable(string name) => environment(name);

    /// <summary>
    /// Says that the thing named there could not be read whole, so that no rule complains about the absence of what
    /// was written, only wrongly.
    /// </summary>
    public void MarkIncomplete(SourceSpan name) => _incomplete.Add(name);

    public bool IsIncomplete(SourceSpan name) => _incomplete.Contains(name);

    /// <summary>The same for an option that exists once in a config.</summary>
    public void MarkWrong(string option) => _wrong.Add(option);

    public bool IsWrong(string option) => _wrong.Contains(option);
}
