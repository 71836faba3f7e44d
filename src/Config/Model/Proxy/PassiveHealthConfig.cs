using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary>What the requests that pass through tell of an upstream's health.</summary>
public sealed record PassiveHealthConfig
{
    public static PassiveHealthConfig Off { get; } = new();

    /// <summary>How long a failure is remembered; this turns it on.</summary>
    public Setting<TimeSpan>? FailDuration { get; init; }

    /// <summary>So many remembered failures make an upstream unhealthy.</summary>
    public Setting<int>? MaxFails { get; init; }

    /// <summary>So many requests at a time make it unhealthy.</summary>
    public Setting<int>? RequestCount { get; init; }

    /// <summary>Statuses, or classes such as <c>5xx</c>, that are failures.</summary>
    public IReadOnlyList<Setting<string>> Statuses { get; init; } = [];

    /// <summary>An answer that takes longer is a failure.</summary>
    public Setting<TimeSpan>? Latency { get; init; }
}
