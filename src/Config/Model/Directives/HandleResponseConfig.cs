using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary><c>handle_response</c>: directives that answer in place of the answer that came.</summary>
public sealed record HandleResponseConfig
{
    /// <summary><c>@name</c> of a response matcher; <c>null</c> is every answer.</summary>
    public Setting<string>? Match { get; init; }

    public DirectiveListConfig Body { get; init; } = DirectiveListConfig.Empty;
}
