using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>header</c>: changes headers of the answer.</summary>
public sealed record HeaderConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public IReadOnlyList<HeaderRuleConfig> Rules { get; init; } = [];

    /// <summary>All rules wait until the answer is about to be sent.</summary>
    public Setting<bool>? Defer { get; init; }

    /// <summary>Only answers with such a status or header.</summary>
    public ResponseMatchConfig? When { get; init; }
}
