using FerroGate.Server.Hosting;

namespace FerroGate.Server.Connections;

/// <summary>How long a request may take to come in, and its answer to go out.</summary>
internal sealed class RequestTimes : IDisposable
{
    private readonly CancellationTokenSource? _read;
    private readonly ITimer? _write;

    private RequestTimes(HttpContext http, ServerSettings server, TimeProvider clock)
    {
        if (server.ReadBody is { } read)
        {
            _read = new CancellationTokenSource(read, clock);
            LimitedBody.Limit(http.Request, long.MaxValue, _read.Token);
        }

        if (server.Write is { } write)
            _write = clock.CreateTimer(static http => ((HttpContext)http!).Reset(), http, write, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to measure; <c>null</c> where nothing is bounded.</summary>
    public static RequestTimes? Begin(HttpContext http, ServerSettings server, TimeProvider clock) =>
        server.ReadBody is null && server.Write is null ? null : new RequestTimes(http, server, clock);

    public void Dispose()
    {
        _read?.Dispose();
        _write?.Dispose();
    }
}
