using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace FerroGate.Server.Connections.PriorKnowledge;

/// <summary>
/// Takes connections from listeners that speak HTTP/1 and gives them to the server as such of HTTP/2: it chooses the protocol of
/// a connection without TLS by its listener alone.
/// </summary>
internal sealed class PriorKnowledgeListener : IConnectionListenerFactory, IConnectionListenerFactorySelector, IConnectionListener
{
    // They are accepted already, and their number is bounded where that is done.
    private readonly Channel<ConnectionContext> _handed = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint { get; } = new PriorKnowledgeEndPoint();

    /// <summary>Has a connection served, to its end.</summary>
    public async Task ServeAsync(ConnectionContext connection)
    {
        var handed = new HandedConnection(connection);

        // A server that stops takes no more.
        if (_handed.Writer.TryWrite(handed))
            await handed.Served;
    }

    public bool CanBind(EndPoint endpoint) => endpoint == EndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _handed.Reader.WaitToReadAsync(cancellationToken) && _handed.Reader.TryRead(out var connection) ? connection : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _handed.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
