using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace FerroGate.Server.Hosting;

/// <summary>
/// Takes connections until it is closed, and leaves those that are open alone: Kestrel by itself does both at once, and would end
/// connections on which a client is just asking for something.
/// </summary>
internal sealed class ClosableTransport(IConnectionListenerFactory inner) : IConnectionListenerFactory
{
    private readonly ConcurrentBag<ClosableListener> _listeners = [];

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = new ClosableListener(await inner.BindAsync(endpoint, cancellationToken));
        _listeners.Add(listener);
        return listener;
    }

    /// <summary>Takes no more connections.</summary>
    public Task CloseAsync() => Task.WhenAll(_listeners.Select(listener => listener.CloseAsync().AsTask()));

    private sealed class ClosableListener(IConnectionListener inner) : IConnectionListener
    {
        private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public EndPoint EndPoint => inner.EndPoint;

        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            if (await inner.AcceptAsync(cancellationToken) is { } connection)
                return connection;

            // Kestrel takes the end of connections for its own end, which comes later.
            await _end.Task.WaitAsync(cancellationToken);
            return null;
        }

        public ValueTask CloseAsync() => inner.UnbindAsync();

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
        {
            _end.TrySetResult();
            return inner.UnbindAsync(cancellationToken);
        }

        public ValueTask DisposeAsync()
        {
            _end.TrySetResult();
            return inner.DisposeAsync();
        }
    }
}
