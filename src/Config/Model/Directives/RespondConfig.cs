using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>respond</c>: answers by itself.</summary>
public sealed record RespondConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<Template>? Body { get; init; }

    /// <summary>A number, or a placeholder that gives one; the default is 200.</summary>
    public Setting<Template>? Status { get; init; }

    /// <summary>Ends the connection after the answer.</summary>
    public Setting<bool>? Close { get; init; }
}
