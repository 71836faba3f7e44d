using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>vars</c>: gives names to values, for <c>{vars.*}</c>.</summary>
public sealed record VarsConfig(SourceSpan Span) : DirectiveConfig(Span)
{
    public IReadOnlyList<VariableConfig> Variables { get; init; } = [];
}
