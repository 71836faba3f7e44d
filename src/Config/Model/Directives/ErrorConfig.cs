using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>error</c>: fails the request, so that <c>handle_errors</c> answers it.</summary>
public sealed record ErrorConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    /// <summary>What <c>{http.error.message}</c> says.</summary>
    public Setting<Template>? Message { get; init; }

    /// <summary>A number, or a placeholder that gives one; the default is 500.</summary>
    public Setting<Template>? Status { get; init; }
}
