namespace FerroGate.Server.Telemetry.Logs;

/// <summary>The logs that the gateway itself writes to now: those of the current revision, and before there is one, of the start.</summary>
internal sealed class OwnLogs(GatewayLogs first)
{
    private volatile GatewayLogs _value = first;

    public GatewayLogs Value
    {
        get => _value;
        set => _value = value;
    }
}
