using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>method</c>: changes the request's method.</summary>
public sealed record MethodConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public Setting<Template>? Method { get; init; }
}
