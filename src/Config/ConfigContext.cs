using FerroGate.Config.Caddyfile;
using FerroGate.Config.Directives;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Config.Toml;
using FerroGate.Core.Vocabularies;

namespace FerroGate.Config;

/// <summary>What every reader and rule shares while one config is read.</summary>
internal sealed class ConfigContext
{
    private readonly Func<string, string?> _environment;
    private readonly HashSet<SourceSpan> _incomplete = [];
    private readonly HashSet<string> _wrong = new(StringComparer.Ordinal);

    public ConfigContext(Vocabulary vocabulary, Func<string, string?> environment, IConfigFiles? files = null)
    {
        _environment = environment;
        Vocabulary = vocabulary;
        Files = files;
        Budget = new TextBudget(Diagnostics);
    }

    public Vocabulary Vocabulary { get; }

    /// <summary>Where imported files come from; <c>null</c> where only a text was given.</summary>
    public IConfigFiles? Files { get; }

    public DiagnosticBag Diagnostics { get; } = new();

    public PlaceholderUses Placeholders { get; } = new();

    /// <summary>The matchers that the directives being read may name.</summary>
    public MatcherScopes Matchers { get; } = new();

    /// <summary>The order in which directives are tried; <c>order</c> changes it.</summary>
    public DirectiveOrder Order { get; set; } = DirectiveOrder.Usual;

    /// <summary>What <c>ai_gateway</c> blocks have defined so far: it belongs to the gateway, wherever it stands.</summary>
    public AiConfig Ai { get; set; } = new();

    /// <summary>What the top of a TOML config has said of its own site so far.</summary>
    public ListenSite Listen { get; set; } = new();

    public TextBudget Budget { get; }

    /// <summary>A variable's value; one that is set to nothing counts as set.</summary>
    public string? Variable(string name) => _environment(name);

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
