using System.Buffers;
using System.Diagnostics;
using FerroGate.Core.Exchanges;

namespace FerroGate.Server.Hosting;

/// <summary>The names of one request: the exchange id is ours alone, request id and trace may be the client's.</summary>
/// <param name="ExchangeId">What ledger, holds and records know it by.</param>
/// <param name="RequestId">What the response and the logs call it.</param>
/// <param name="TraceId">The W3C trace id, 32 hexadecimal digits.</param>
public sealed record RequestIdentity(ExchangeId ExchangeId, string RequestId, string TraceId)
{
    private const int LongestRequestId = 128;

    /// <summary>The trace as the next server is told of it (W3C Trace Context), from a span of ours.</summary>
    public string TraceParent => $"00-{TraceId}-{ActivitySpanId.CreateRandom().ToHexString()}-00";

    private static readonly SearchValues<char> RequestIdCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Keeps what the client sent where it is well-formed, and makes the rest.</summary>
    public static RequestIdentity Of(HttpRequest request, TimeProvider clock)
    {
        var exchange = ExchangeId.New(clock);
        return new RequestIdentity(exchange, RequestIdOf(request) ?? exchange.ToString(), TraceIdOf(request));
    }

    private static string? RequestIdOf(HttpRequest request) =>
        request.Headers["x-request-id"] is [{ Length: > 0 and <= LongestRequestId } id]
        && !id.AsSpan().ContainsAnyExcept(RequestIdCharacters)
            ? id
            : null;

    private static string TraceIdOf(HttpRequest request) =>
        request.Headers.TraceParent is [{ } parent] && ActivityContext.TryParse(parent, null, isRemote: true, out var context)
            ? context.TraceId.ToHexString()
            : ActivityTraceId.CreateRandom().ToHexString();
}
