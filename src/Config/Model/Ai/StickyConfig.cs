using FerroGate.Config.Text;
using FerroGate.Core.Routing;

namespace FerroGate.Config.Model.Ai;

/// <summary>What keeps requests that belong together at one target.</summary>
public sealed record StickyConfig
{
    public Setting<StickyBy>? By { get; init; }

    /// <summary>The header, where it is one.</summary>
    public Setting<string>? Header { get; init; }
}
