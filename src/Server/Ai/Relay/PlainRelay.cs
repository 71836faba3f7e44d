using System.Text;
using FerroGate.Ai.Providers;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Passes a plain answer on: read as a whole, settled, then sent.</summary>
internal sealed class PlainRelay(Settle settle, TimeProvider clock)
{
    public async Task RunAsync(Exchange exchange, Upstream upstream, CancellationToken cancellation)
    {
        var provider = exchange.Target!.Provider;
        var limit = exchange.Admitted.Snapshot.Reliability.ResponseBodyMaxBytes;
        if (!upstream.HasMeaning)
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.ProviderError, ProviderFailures.NoAnswer(provider, upstream.Status));
            return;
        }

        ReadOnlyMemory<byte> body;
        try
        {
            body = await PlainBody.ReadAsync(upstream, limit, cancellation);
        }
        catch (BodyTooLargeException)
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.GatewayError, ProviderFailures.TooLarge(provider, limit));
            return;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException)
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.UpstreamCut, ProviderFailures.BrokenAnswer(provider));
            return;
        }

        if (!upstream.IsSuccess)
        {
            // Whatever else it says: what names our credential is not for callers to read.
            if (Names(provider.Credential, body.Span) || ProviderTable.Of(provider.Kind).RefusesCredential(upstream.Status, body.Span))
            {
                await OwnAnswer.WriteAsync(exchange, settle, Ending.ProviderError, ProviderFailures.CredentialRefused(provider));
                return;
            }

            exchange.Ending = Ending.ProviderError;
        }
        else if (exchange.Admitted.Dialect.ReadAnswer(body.Span) is { } facts)
        {
            exchange.Ending = facts.IsError ? Ending.ProviderError : Ending.Finished;
            exchange.MayBeCharged = !facts.IsError;
            exchange.Reported = facts.Usage;
            exchange.ReportIsFinal = true;
            exchange.ContentBytes = facts.ContentBytes;
            exchange.FirstContentAt = clock.GetTimestamp();
        }
        else
        {
            await OwnAnswer.WriteAsync(exchange, settle, Ending.UpstreamCut, ProviderFailures.BrokenAnswer(provider));
            return;
        }

        // Written before the settlement, which then says what the client really gets, and sent behind it.
        var response = exchange.Admitted.Http.Response;
        ResponseHead.Write(exchange, upstream);
        response.ContentLength = body.Length;
        exchange.Status = upstream.Status;
        await settle.OpenedAsync(exchange, cancellation);
        if (!await settle.EnterAsync(exchange))
        {
            exchange.Admitted.Http.Reset();
            return;
        }

        // It is settled as finished, so nothing but the client's own leaving may break it off.
        await response.Body.WriteAsync(body, exchange.Admitted.Http.RequestAborted);
    }

    private static bool Names(ProviderCredential credential, ReadOnlySpan<byte> body) =>
        credential.Secret is { Length: > 0 } secret && body.IndexOf(Encoding.UTF8.GetBytes(secret)) >= 0;
}
