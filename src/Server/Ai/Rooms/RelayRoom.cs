using FerroGate.Server.Ai.Relay;
using FerroGate.Server.Ai.Stored;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Rooms;

/// <summary>Eighth room: passes the provider's answer on.</summary>
internal sealed class RelayRoom(PlainRelay plain, StreamRelay stream, StoredResponses stored)
{
    public async Task EnterAsync(Exchange exchange, Upstream upstream, CancellationToken cancellation)
    {
        try
        {
            if (exchange.Admitted.Envelope.IsBackground)
            {
                // Before anything can show that the client has gone.
                exchange.See(upstream.Facts?.Stored ?? upstream.Stored);
                await stored.KeepAsync(exchange);
            }

            var relayed = upstream.IsEventStream && !exchange.ReadsWhole
                ? stream.RunAsync(exchange, upstream, cancellation)
                : plain.RunAsync(exchange, upstream, cancellation);
            await relayed;
            if (upstream.IsEventStream)
            {
                Dispatch.ReportEnd(exchange);
            }
        }
        finally
        {
            // However it ended: what the client has seen, the provider may have stored.
            await stored.KeepAsync(exchange);
        }
    }
}
