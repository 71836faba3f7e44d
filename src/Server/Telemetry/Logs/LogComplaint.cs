using FerroGate.Config.Model.Servers;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Says on standard error that a log cannot be written, and not more than once in a minute.</summary>
internal sealed class LogComplaint(string output, LogOutput standardError, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
    private static readonly LogForm ForPeople = new(config: null, forPeople: true);

    // Only the one writer of the output complains.
    private long? _madeAt;

    public void Make(Exception exception)
    {
        if (_madeAt is { } time && clock.GetElapsedTime(time) < Pause)
            return;

        _madeAt = clock.GetTimestamp();
        using var line = new LogLine(
            ForPeople,
            clock.GetUtcNow(),
            LogLevelName.Warn,
            "log",
            $"`output {output}` cannot be written, and its lines are lost until it can: {exception.Message}");
        standardError.Write(line.Finish());
    }
}
