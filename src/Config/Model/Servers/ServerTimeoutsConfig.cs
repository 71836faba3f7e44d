using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Servers;

/// <summary>How long a server waits for a client.</summary>
public sealed record ServerTimeoutsConfig
{
    public Setting<TimeSpan>? ReadBody { get; init; }

    public Setting<TimeSpan>? ReadHeader { get; init; }

    public Setting<TimeSpan>? Write { get; init; }

    public Setting<TimeSpan>? Idle { get; init; }
}
