using FerroGate.Server.Ai.Relay;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Eighth room: passes the provider's answer on.</summary>
internal sealed class RelayRoom(PlainRelay plain, StreamRelay stream)
{
    public Task EnterAsync(Exchange exchange, Upstream upstream, CancellationToken cancellation) => upstream.IsEventStream && !IsPlain(exchange)
        ? stream.RunAsync(exchange, upstream, cancellation)
        : plain.RunAsync(exchange, upstream, cancellation);

    // No stream answers embeddings, whatever their provider calls it: read as a whole it is no answer.
    private static bool IsPlain(Exchange exchange) => exchange is { Choice.Translated: not null, Admitted.Permit.Embeddings: not null };
}
