using FerroGate.Server.Connections;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>What a line of the access log tells of a request.</summary>
internal static class AccessLogLine
{
    public static void Write(LogLine line, HttpContext http, RequestFacts facts, TimeSpan duration)
    {
        var request = SiteRequest.Of(http);
        line.Text("method", request?.OriginalMethod ?? http.Request.Method);
        line.Text("host", http.Request.Host.Value);
        line.Text("uri", LoggedTarget.Of(facts.OriginalTarget));
        line.Text(LogFields.Protocol, http.Request.Protocol);
        line.Text("remote_ip", ClientAddress.RemoteOf(http)?.ToString());
        line.Text("client_ip", facts.ClientAddress?.ToString());
        line.Number("status", facts.WasReset ? null : http.Response.StatusCode);
        line.Number("bytes", HttpMethods.IsHead(http.Request.Method) ? 0 : facts.Body.Count);
        line.Number(LogFields.Duration, Math.Round(duration.TotalMilliseconds, 3));
        line.Text("request_id", facts.Identity.RequestId);
        line.Text("trace_id", facts.Identity.TraceId);
        line.TextIfAny("upstream", facts.Upstream);
        line.TextIfAny("user_id", request?.UserId);
        line.TextIfAny("key_id", facts.KeyId);
        line.TextIfAny("error_code", facts.ErrorCode);
        foreach (var (name, value) in request?.LogFields ?? [])
            line.Text(name, value);
    }
}
