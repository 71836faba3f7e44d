namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Lets so many through in each second of the clock.</summary>
internal sealed class SecondCounter(TimeProvider clock)
{
    private readonly Lock _lock = new();
    private long _second;
    private int _taken;

    public bool TryTake(int limit)
    {
        var second = clock.GetUtcNow().ToUnixTimeSeconds();
        lock (_lock)
        {
            if (second != _second)
            {
                (_second, _taken) = (second, 0);
            }

            return ++_taken <= limit;
        }
    }
}
