using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>handle_errors</c>: directives that answer what failed.</summary>
public sealed record HandleErrorsConfig(SourceSpan Span)
{
    /// <summary>Statuses such as <c>404</c>, or classes such as <c>5xx</c>; empty is every one.</summary>
    public IReadOnlyList<Setting<string>> Statuses { get; init; } = [];

    public DirectiveListConfig Body { get; init; } = DirectiveListConfig.Empty;
}
