namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Brings what the gateway and its libraries say of themselves into the logs of the gateway.</summary>
internal sealed class OwnLogProvider(OwnLogs logs, TimeProvider clock) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new OwnLogger(categoryName, logs, clock);

    // The logs outlive it: the revision that opened them closes them.
    public void Dispose()
    {
    }
}
