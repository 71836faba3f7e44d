using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Proxy.Health;

/// <summary>Learns from requests that pass through which upstreams are well.</summary>
internal sealed class PassiveHealth(PassiveHealthConfig config, TimeProvider clock)
{
    private readonly TimeSpan _memory = config.FailDuration?.Value ?? TimeSpan.Zero;
    private readonly int _maxFails = config.MaxFails?.Value ?? 1;
    private readonly int _mostRequests = config.RequestCount?.Value ?? int.MaxValue;
    private readonly StatusPattern[] _statuses = [.. config.Statuses.Select(status => new StatusPattern(status.Value))];
    private readonly TimeSpan? _latency = config.Latency?.Value;

    /// <summary>Whether an upstream may get a request now.</summary>
    public bool Allows(Upstream upstream) =>
        upstream.Health is not { IsHealthy: false }
        && (_memory == TimeSpan.Zero || upstream.State.Failures(clock.GetTimestamp()) < _maxFails)
        && upstream.State.Requests < _mostRequests;

    /// <summary>The upstream could not be reached, or gave no answer.</summary>
    public void CountFailure(Upstream upstream)
    {
        if (_memory > TimeSpan.Zero)
            upstream.State.Fail(clock.GetTimestamp() + (long)(_memory.TotalSeconds * clock.TimestampFrequency));
    }

    /// <summary>The upstream has answered; that may be a failure too.</summary>
    public void CountAnswer(Upstream upstream, int status, TimeSpan latency)
    {
        if (latency >= _latency || Array.Exists(_statuses, pattern => pattern.Matches(status)))
            CountFailure(upstream);
    }
}
