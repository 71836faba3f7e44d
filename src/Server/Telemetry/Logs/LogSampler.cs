using FerroGate.Config.Model.Servers;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary><c>sampling</c>: the first lines of an interval are written, and after those one of so many.</summary>
internal sealed class LogSampler(LogSamplingConfig config, TimeProvider clock)
{
    private const int Default = 100;

    private readonly TimeSpan _interval = config.Interval?.Value ?? TimeSpan.FromSeconds(1);
    private readonly int _first = config.First?.Value ?? Default;
    private readonly int _thereafter = config.Thereafter?.Value ?? Default;
    private readonly Lock _lock = new();
    private long _began = clock.GetTimestamp();
    private long _count;

    public bool Takes()
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_began) >= _interval)
                (_began, _count) = (clock.GetTimestamp(), 0);

            var over = ++_count - _first;
            return over <= 0 || over % _thereafter == 0;
        }
    }
}
