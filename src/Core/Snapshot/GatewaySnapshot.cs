using System.Collections.Frozen;

namespace FerroGate.Core.Snapshot;

/// <summary>
/// One validated revision of everything that requests are served by. Immutable: a request reads it once and keeps it to
/// its end.
/// </summary>
public sealed record GatewaySnapshot
{
    /// <summary>The models by the name that clients use.</summary>
    public required FrozenDictionary<string, Model> Models { get; init; }

    /// <summary>The models in the order in which they were defined.</summary>
    public required IReadOnlyList<Model> ModelList { get; init; }

    public required ReliabilitySettings Reliability { get; init; }

    public required TelemetrySettings Telemetry { get; init; }

    public required AdminListSettings AdminLists { get; init; }
}
