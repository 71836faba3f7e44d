using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Directives;

/// <summary>Which answers something applies to.</summary>
public sealed record ResponseMatchConfig
{
    /// <summary>Statuses such as <c>404</c>, or classes such as <c>2xx</c>; one of them.</summary>
    public IReadOnlyList<Setting<string>> Statuses { get; init; } = [];

    /// <summary>Headers that must be there; all of them.</summary>
    public IReadOnlyList<HeaderMatchConfig> Headers { get; init; } = [];
}
