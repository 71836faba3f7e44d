namespace FerroGate.Core.Snapshot;

/// <summary>Which requests the access log tells of.</summary>
public enum AccessLogMode
{
    /// <summary>None.</summary>
    Off,

    /// <summary>Those that ended with a status of 400 or more, or without one; rate-limited.</summary>
    Error,

    /// <summary>Errors, and one of every N others.</summary>
    Sampled,

    /// <summary>Every request; errors stay rate-limited.</summary>
    All,
}
