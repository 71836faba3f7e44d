using FerroGate.Core.Exchanges;
using FerroGate.Core.Refusals;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Ends an exchange whose response has not begun with an answer of the gateway's own.</summary>
internal static class OwnAnswer
{
    public static async Task WriteAsync(Exchange exchange, Settle settle, Ending ending, Refusal refusal)
    {
        exchange.EndWith(ending, refusal);
        if (!await settle.EnterAsync(exchange))
        {
            exchange.Admitted.Http.Reset();
            return;
        }

        ResponseHead.WriteOwn(exchange);
        await RefusalWriter.WriteAsync(exchange.Admitted.Http, refusal);
    }
}
