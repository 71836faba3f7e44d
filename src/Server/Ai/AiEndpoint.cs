using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;
using FerroGate.Server.Ai.Relay;
using FerroGate.Server.Ai.Rooms;
using Route = FerroGate.Server.Ai.Rooms.Route;
using FerroGate.Server.Hosting;
using FerroGate.Server.Telemetry;

namespace FerroGate.Server.Ai;

/// <summary>The life of an AI request: the rooms of <c>docs/request-life.md</c>, in their order.</summary>
internal sealed partial class AiEndpoint(
    Authenticate authenticate,
    Read read,
    Recall recall,
    Choose choose,
    Reserve reserve,
    Dispatch dispatch,
    RelayRoom relay,
    Settle settle,
    Record record,
    Lifecycle lifecycle,
    GatewayMetrics metrics,
    TimeProvider clock,
    ILogger<AiEndpoint> logger)
{
    public async Task HandleAsync(HttpContext http, AiOperation operation)
    {
        if (!Accept.Enter(http, operation).TryGet(out var accepted, out var refusal)
            || !authenticate.Enter(accepted).TryGet(out var caller, out refusal))
        {
            await RefusalWriter.WriteAsync(http, refusal);
        }
        else if (operation.Kind == AiOperationKind.Answer)
        {
            await AnswerAsync(http, caller);
        }
        else
        {
            await ModelCatalog.WriteAsync(http, caller);
        }
    }

    private async Task AnswerAsync(HttpContext http, Caller caller)
    {
        if (!(await read.EnterAsync(caller)).TryGet(out var asked, out var refusal)
            || !(await recall.EnterAsync(asked)).TryGet(out asked, out refusal))
        {
            await RefuseKnownAsync(http, caller, null, refusal);
        }
        else if (!Route.Enter(asked).TryGet(out var route, out refusal))
        {
            // The name is the client's own invention, so it is not remembered.
            await RefuseKnownAsync(http, caller, null, refusal);
        }
        else if (!Authorize.Enter(route).TryGet(out var permit, out refusal)
            || !Translate.Enter(choose.Enter(permit)).TryGet(out permit, out refusal)
            || !(await reserve.EnterAsync(permit)).TryGet(out var admitted, out refusal))
        {
            await RefuseKnownAsync(http, caller, route, refusal);
        }
        else
        {
            await RunAsync(new Exchange(admitted));
        }
    }

    private async Task RunAsync(Exchange exchange)
    {
        var http = exchange.Admitted.Http;
        using var reservation = exchange.Admitted.Reservation;
        using var late = new Deadline(exchange.Admitted.Snapshot.Reliability.Limits.Total, clock);
        using var leaving = new Leaving(http, exchange.Admitted.Drain, metrics, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(leaving.Over, lifecycle.Cut, late.Token);
        (exchange.Deadline, exchange.Leaving) = (late, leaving);

        // What a provider makes in the background it goes on making when its client leaves, so its name is waited for.
        using var patient = exchange.Admitted.Envelope.IsBackground ? CancellationTokenSource.CreateLinkedTokenSource(lifecycle.Cut, late.Token) : null;
        var asking = (patient ?? either).Token;
        lifecycle.Enter();
        metrics.ExchangeBegan();
        try
        {
            if ((await dispatch.EnterAsync(exchange, asking)).TryGet(out var upstream, out var refusal))
            {
                using (upstream)
                {
                    await relay.EnterAsync(exchange, upstream, either.Token);
                }
            }
            else
            {
                await OwnAnswer.WriteAsync(exchange, settle, exchange.Ending, refusal);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            exchange.Ending = lifecycle.Cut.IsCancellationRequested && !exchange.HasLeft ? Ending.ShutDown : Ending.ClientGone;
        }
        catch (OperationCanceledException) when (lifecycle.Cut.IsCancellationRequested)
        {
            await BreakOffAsync(exchange, Ending.ShutDown, Upstreams.ProviderFailures.ShuttingDown);
        }
        catch (OperationCanceledException) when (exchange.IsTooLong)
        {
            await BreakOffAsync(exchange, Ending.UpstreamCut, Upstreams.ProviderFailures.TooLong(late.Limit));
        }
        catch (JournalUnavailableException)
        {
            await BreakOffAsync(exchange, Ending.GatewayError, Reserve.LedgerUnavailable);
        }
        catch (Exception exception)
        {
            Log.ExchangeFailed(logger, exception, exchange.Admitted.Facts.Identity.RequestId);
            await BreakOffAsync(exchange, Ending.GatewayError, InternalError);
        }
        finally
        {
            await AccountAsync(exchange);
            http.Facts().WasReset |= exchange.Ending == Ending.ClientGone;
        }
    }

    // Whatever became of the exchange, this is where it is accounted for; settling a second time does nothing.
    private async Task AccountAsync(Exchange exchange)
    {
        try
        {
            if (!await settle.EnterAsync(exchange))
            {
                Log.NotSettledInTime(logger, exchange.Admitted.Facts.Identity.ExchangeId.ToString());
            }
        }
        finally
        {
            exchange.Leave();
            record.Enter(exchange);
            lifecycle.Leave();
        }
    }

    // A response that has begun can only be broken off; one that has not can still be a clean error.
    private async Task BreakOffAsync(Exchange exchange, Ending ending, Refusal refusal)
    {
        var http = exchange.Admitted.Http;
        if (http.Response.HasStarted || exchange.IsSettled)
        {
            exchange.Ending = ending;
            exchange.ErrorCode = refusal.Code;
            http.Reset();
            return;
        }

        http.Response.Clear();
        RequestGate.WriteIdentity(http.Response.Headers, http.Facts().Identity);
        ResponseHead.WriteOwn(exchange);
        exchange.EndWith(ending, refusal);
        if (await settle.EnterAsync(exchange))
        {
            await RefusalWriter.WriteAsync(http, refusal);
        }
        else
        {
            http.Reset();
        }
    }

    private Task RefuseKnownAsync(HttpContext http, Caller caller, ModelRoute? route, Refusal refusal)
    {
        record.Refused(caller, route?.Model.Name, route?.Asked.Envelope.Stream ?? false, refusal);
        return RefusalWriter.WriteAsync(http, refusal);
    }

    private static Refusal InternalError { get; } = new(
        500, ErrorType.Api, RefusalCodes.InternalError, "The gateway failed. Its log tells more under this request id.");

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The exchange of request {RequestId} failed inside the gateway.")]
        public static partial void ExchangeFailed(ILogger logger, Exception exception, string requestId);

        [LoggerMessage(Level = LogLevel.Error, Message = "The ledger entry of exchange {ExchangeId} was not confirmed in time; it stays queued.")]
        public static partial void NotSettledInTime(ILogger logger, string exchangeId);
    }
}
