using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FerroGate.Server.Hosting;

/// <summary>
/// Listeners that were begun together, served by a Kestrel of their own. They are bound before anybody is served, so that what
/// goes wrong is known while nothing has changed yet.
/// </summary>
internal sealed class ListenerBatch(KestrelServer kestrel, KestrelServerOptions options, IReadOnlyList<(Listener Listener, ListenOptions Options)> bound)
    : IDisposable
{
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What all of its connections go by.</summary>
    public KestrelServerLimits Limits => options.Limits;

    /// <summary>Each listener with the address that it got.</summary>
    public IEnumerable<(Listener Listener, IPEndPoint EndPoint)> Bound =>
        bound.Select(each => (each.Listener, each.Options.IPEndPoint ?? new IPEndPoint(IPAddress.Any, each.Listener.Port)));

    /// <summary>Binds all of its listeners or none.</summary>
    /// <exception cref="IOException">An address is in use.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">An address cannot be bound.</exception>
    public Task BindAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellation)
        where TContext : notnull => kestrel.StartAsync(application, cancellation);

    /// <summary>Connections that come before <see cref="Open"/> wait for it here.</summary>
    public Task WhenOpenAsync() => _open.Task;

    /// <summary>Lets connections in.</summary>
    public void Open() => _open.TrySetResult();

    public Task StopAsync(CancellationToken cancellation) => kestrel.StopAsync(cancellation);

    public void Dispose() => kestrel.Dispose();
}
