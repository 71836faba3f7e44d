using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>A name for certain answers.</summary>
public sealed record ResponseMatcherConfig
{
    /// <summary>Without the <c>@</c>.</summary>
    public Setting<string>? Name { get; init; }

    public ResponseMatchConfig When { get; init; } = new();
}
