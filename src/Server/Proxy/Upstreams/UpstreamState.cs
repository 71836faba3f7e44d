namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>What moves in an upstream: how many requests it has, and how many have failed lately.</summary>
internal sealed class UpstreamState
{
    private readonly Lock _lock = new();
    private readonly List<long> _failures = [];
    private int _requests;
    private volatile bool _hasFailures;

    /// <summary>How many requests it is answering now.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public void Begin() => Interlocked.Increment(ref _requests);

    public void End() => Interlocked.Decrement(ref _requests);

    /// <summary>Remembers a failure.</summary>
    /// <param name="until">When it is forgotten, as a timestamp of the clock.</param>
    public void Fail(long until)
    {
        lock (_lock)
        {
            _failures.Add(until);
            _hasFailures = true;
        }
    }

    /// <summary>How many failures are remembered.</summary>
    /// <param name="now">A timestamp of the clock.</param>
    public int Failures(long now)
    {
        if (!_hasFailures)
            return 0;

        lock (_lock)
        {
            _failures.RemoveAll(until => until <= now);
            _hasFailures = _failures.Count > 0;
            return _failures.Count;
        }
    }
}
