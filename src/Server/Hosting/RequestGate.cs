using FerroGate.Admin;
using FerroGate.Core.Refusals;
using FerroGate.Server.Connections;
using FerroGate.Server.Connections.Framing;
using FerroGate.Server.Sites;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry;
using FerroGate.Server.Telemetry.Logs;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace FerroGate.Server.Hosting;

/// <summary>Where every request comes in: it gets its ids and its revision here, and leaves through the access log.</summary>
internal sealed partial class RequestGate(
    CurrentRevision current,
    RequestDelegate adminSide,
    AccessLog accessLog,
    Lifecycle lifecycle,
    GatewayMetrics metrics,
    TimeProvider clock,
    ILogger<RequestGate> logger)
{
    private readonly Func<object, Task> _moveOver = http =>
    {
        if (lifecycle.IsDraining)
            MoveOver((HttpContext)http);

        return Task.CompletedTask;
    };

    public async Task HandleAsync(HttpContext http)
    {
        using var use = current.Enter();
        var revision = use.Revision;
        var identity = RequestIdentity.Of(http.Request, clock);
        var listener = http.Features.GetRequiredFeature<ListenerFeature>().Listener;
        var server = revision.Servers.For(listener);
        var facts = new RequestFacts(identity, revision, clock.GetUtcNow(), clock.GetTimestamp())
        {
            ClientAddress = ClientAddress.Of(http, server),
            IsFromTrustedProxy = server.TrustedProxies.Contain(ClientAddress.RemoteOf(http)),
            OriginalTarget = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Body = new CountedBody(http.Features.GetRequiredFeature<IHttpResponseBodyFeature>()),
        };
        http.Features.Set(facts);
        http.Features.Set<IHttpResponseBodyFeature>(facts.Body);
        WriteIdentity(http.Response.Headers, identity);
        http.Response.OnStarting(_moveOver, http);

        await using var times = RequestTimes.Begin(http, server, clock);
        var site = listener.IsAdmin ? null : revision.Sites.Find(listener, http.Request.Host, facts.OriginalTarget);
        var handle = listener.IsAdmin ? adminSide : site?.HandleAsync ?? SiteServices.NotFoundAsync;
        var framing = http.Features.Get<RequestFraming>();
        lifecycle.EnterRequest();
        try
        {
            if (framing is not null)
                ProtocolChange.Watch(http, framing);
            if (framing?.Told is null)
                await handle(http);
            if (framing?.Told is { } fault && !http.Response.HasStarted && facts.RefusalCode is null)
                await FailAsync(http, RefusalOf(fault));
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            facts.WasReset = true;
        }
        catch (BadHttpRequestException exception)
        {
            await FailAsync(http, new Refusal(exception.StatusCode, ErrorType.InvalidRequest, RefusalCodes.InvalidRequest, exception.Message));
        }
        catch (Exception exception)
        {
            Log.RequestFailed(logger, exception, identity.RequestId);
            await FailAsync(http, new Refusal(
                500, ErrorType.Api, RefusalCodes.InternalError, "The gateway failed. Its log tells more under this request id."));
        }
        finally
        {
            lifecycle.LeaveRequest();
            if (facts.RefusalCode is { } code)
            {
                metrics.Refused(code);
            }

            accessLog.Write(http, facts, site);
        }
    }

    /// <summary>Puts the request's names on its response.</summary>
    public static void WriteIdentity(IHeaderDictionary headers, RequestIdentity identity)
    {
        headers["x-request-id"] = identity.RequestId;
        headers["x-trace-id"] = identity.TraceId;
    }

    // The client asks for its next thing over a new connection, and that finds whoever serves after this process.
    private static void MoveOver(HttpContext http)
    {
        // What becomes another protocol is no connection for requests any more.
        if (http.Response.StatusCode == StatusCodes.Status101SwitchingProtocols)
            return;

        if (HttpProtocol.IsHttp11(http.Request.Protocol) || HttpProtocol.IsHttp10(http.Request.Protocol))
            http.Response.Headers.Connection = "close";
        else
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
    }

    private static Task FailAsync(HttpContext http, Refusal refusal)
    {
        // What was written and not sent yet would stand before an answer of ours.
        if (http.Response.HasStarted || http.Facts().Body.Count > 0)
        {
            http.Reset();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        WriteIdentity(http.Response.Headers, http.Facts().Identity);

        // Nobody knows where the next request would begin.
        if (http.Features.Get<RequestFraming>() is { Told: not null })
            http.Response.Headers.Connection = "close";
        if (http.Features.GetRequiredFeature<ListenerFeature>().Listener.IsAdmin)
        {
            http.Facts().ErrorCode = refusal.Code;
            return AdminProblem.WriteAsync(http, refusal.Status, refusal.Message);
        }

        return RefusalWriter.WriteAsync(http, refusal);
    }

    private static Refusal RefusalOf(FramingFault fault) => new(
        fault.Status, fault.Status < 500 ? ErrorType.InvalidRequest : ErrorType.Api, RefusalCodes.InvalidRequest, fault.Message);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The request {RequestId} failed inside the gateway.")]
        public static partial void RequestFailed(ILogger logger, Exception exception, string requestId);
    }
}
