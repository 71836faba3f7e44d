using System.Globalization;
using System.Text.Json;
using FerroGate.Config.Model.Servers;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>What one part of the gateway says of itself.</summary>
internal sealed class OwnLogger(string category, OwnLogs logs, TimeProvider clock) : ILogger
{
    // Under this name the framework hands on the message before its values were put in.
    private const string Template = "{OriginalFormat}";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && LevelOf(logLevel) >= logs.Value.LowestLevel;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var level = LevelOf(logLevel);
        foreach (var log in logs.Value.Own)
        {
            if (!log.Takes(level))
                continue;

            using var line = new LogLine(log.Form, clock.GetUtcNow(), level, category, formatter(state, exception));
            if (state is IReadOnlyList<KeyValuePair<string, object?>> values)
                WriteValues(line, values);

            line.TextIfAny("exception", exception?.ToString());
            log.Write(line);
        }
    }

    private static void WriteValues(LogLine line, IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        foreach (var (name, value) in values)
        {
            if (name == Template)
                continue;

            var field = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
            if (value is int or long or double)
                line.Number(field, Convert.ToDouble(value, CultureInfo.InvariantCulture));
            else
                line.Text(field, Convert.ToString(value, CultureInfo.InvariantCulture));
        }
    }

    private static LogLevelName LevelOf(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => LogLevelName.Debug,
        LogLevel.Information => LogLevelName.Info,
        LogLevel.Warning => LogLevelName.Warn,
        _ => LogLevelName.Error,
    };
}
