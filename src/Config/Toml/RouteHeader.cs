using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Toml;

/// <summary>A header of a route: one that a request must have, or one that is set.</summary>
internal sealed record RouteHeader
{
    public Setting<string>? Name { get; init; }

    public Setting<Template>? Value { get; init; }
}
