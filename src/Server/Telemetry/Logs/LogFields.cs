namespace FerroGate.Server.Telemetry.Logs;

/// <summary>The names of the fields that more than one place must know.</summary>
internal static class LogFields
{
    public const string Time = "time";

    public const string Level = "level";

    public const string Logger = "logger";

    public const string Message = "message";

    public const string Protocol = "protocol";

    /// <summary>In milliseconds.</summary>
    public const string Duration = "duration_ms";
}
