using FerroGate.Server.Hosting;

namespace FerroGate.Server.Connections;

/// <summary>
/// How long a request may take to come in, and its answer to go out. Once it is disposed, it touches the request no more: the
/// server uses its objects again for the next.
/// </summary>
internal sealed class RequestTimes : IAsyncDisposable
{
    private readonly CancellationTokenSource? _read;
    private readonly LimitedBody? _body;
    private readonly ITimer? _write;

    private RequestTimes(HttpContext http, TimeSpan? read, TimeSpan? write, long most, TimeProvider clock)
    {
        if (read is { } time)
            _read = new CancellationTokenSource(time, clock);
        if (_read is not null || most < long.MaxValue)
            _body = LimitedBody.Limit(http.Request, most, _read?.Token ?? CancellationToken.None);
        if (write is { } limit)
            _write = clock.CreateTimer(Cut, http, limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Begins to measure what <c>servers</c> bounds.</summary>
    public static RequestTimes? Begin(HttpContext http, ServerSettings server, TimeProvider clock) =>
        Begin(http, server.ReadBody, server.Write, long.MaxValue, clock);

    /// <summary>Begins to measure; <c>null</c> where nothing is bounded.</summary>
    /// <param name="http">The request.</param>
    /// <param name="read">How long its body may take.</param>
    /// <param name="write">How long its answer may take.</param>
    /// <param name="most">The most bytes of its body.</param>
    /// <param name="clock">The clock.</param>
    public static RequestTimes? Begin(HttpContext http, TimeSpan? read, TimeSpan? write, long most, TimeProvider clock) =>
        read is null && write is null && most == long.MaxValue ? null : new RequestTimes(http, read, write, most, clock);

    public async ValueTask DisposeAsync()
    {
        if (_write is not null)
            await _write.DisposeAsync();

        // Waits for a callback that runs just now.
        if (_body is not null)
            await _body.DisposeAsync();
        _read?.Dispose();
    }

    // What has become another protocol is no answer any more.
    private static void Cut(object? state)
    {
        var http = (HttpContext)state!;
        if (http.Response.StatusCode != StatusCodes.Status101SwitchingProtocols)
            http.Reset();
    }
}
