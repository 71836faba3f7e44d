namespace FerroGate.Core.Snapshot;

/// <summary>What is written about requests, with every default filled in.</summary>
public sealed record TelemetrySettings
{
    /// <summary>
    /// The mode that the config names; <c>null</c> where it names none: then sites that say <c>log</c> write every request, and
    /// all others errors.
    /// </summary>
    public AccessLogMode? AccessLog { get; init; }

    /// <summary>In mode <see cref="AccessLogMode.Sampled"/>, one request of so many is written.</summary>
    public int AccessLogSampleRate { get; init; } = 100;

    /// <summary>Bodies are recorded of keys that allow it.</summary>
    public bool LogsBodies { get; init; }

    /// <summary>At most so many lines about errors in a second.</summary>
    public int AccessLogErrorRateLimitPerSecond { get; init; } = 100;
}
