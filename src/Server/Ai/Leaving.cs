using FerroGate.Server.Hosting;
using FerroGate.Server.Telemetry;

namespace FerroGate.Server.Ai;

/// <summary>
/// Sees that the client of an exchange goes, and for how long its answer is read on then: not at all, or until what its provider
/// reports at the end is known.
/// </summary>
internal sealed class Leaving : IDisposable
{
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _watch;
    private readonly GatewayMetrics _metrics;
    private volatile bool _hasLeft;
    private volatile bool _isDraining;

    /// <param name="http">The client's request.</param>
    /// <param name="drain">For how long the answer is read on; zero is not at all.</param>
    /// <param name="metrics">Counts those that are read on.</param>
    /// <param name="clock">The clock.</param>
    public Leaving(HttpContext http, TimeSpan drain, GatewayMetrics metrics, TimeProvider clock)
    {
        _metrics = metrics;
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _watch = http.RequestAborted.Register(() =>
        {
            // One that the gateway has thrown out has not left.
            _hasLeft = !http.Facts().WasReset;
            if (drain > TimeSpan.Zero && _hasLeft)
            {
                _isDraining = true;
                _metrics.DrainBegan();
                _over.CancelAfter(drain);
            }
            else
            {
                _over.Cancel();
            }
        });
    }

    /// <summary>The client has gone by itself.</summary>
    public bool HasLeft => _hasLeft;

    /// <summary>Cancelled when nobody reads the answer any more.</summary>
    public CancellationToken Over => _over.Token;

    public void Dispose()
    {
        // Waits for a registration that runs.
        _watch.Dispose();
        if (_isDraining)
        {
            _metrics.DrainEnded();
        }

        _over.Dispose();
    }
}
