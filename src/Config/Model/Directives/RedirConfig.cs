using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>redir</c>: sends the client elsewhere.</summary>
public sealed record RedirConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<Template>? To { get; init; }

    /// <summary>
    /// A status, <c>permanent</c> (301), <c>temporary</c> (302), <c>html</c> (a page with a refresh), or a placeholder; the
    /// default is 302.
    /// </summary>
    public Setting<Template>? Code { get; init; }
}
