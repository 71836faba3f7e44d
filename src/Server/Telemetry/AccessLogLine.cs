using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Telemetry;

/// <summary>The form of a line in the access log. JSON escapes whatever control characters a client sends.</summary>
internal static partial class AccessLogLine
{
    public static void Write(IBufferWriter<byte> output, HttpContext http, RequestFacts facts, TimeSpan duration)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            json.WriteStartObject();
            json.WriteString("time"u8, facts.StartedAt);
            json.WriteString("logger"u8, "access"u8);
            json.WriteString("method"u8, SiteRequest.Of(http)?.OriginalMethod ?? http.Request.Method);
            json.WriteString("host"u8, http.Request.Host.Value);
            json.WriteString("uri"u8, WithoutKey(facts.OriginalTarget));
            json.WriteString("remote_ip"u8, http.Connection.RemoteIpAddress?.ToString());
            if (facts.WasReset)
            {
                json.WriteNull("status"u8);
            }
            else
            {
                json.WriteNumber("status"u8, http.Response.StatusCode);
            }

            json.WriteNumber("duration_ms"u8, Math.Round(duration.TotalMilliseconds, 3));
            json.WriteString("request_id"u8, facts.Identity.RequestId);
            json.WriteString("trace_id"u8, facts.Identity.TraceId);
            WriteIfThere(json, "key_id", facts.KeyId);
            WriteIfThere(json, "error_code", facts.ErrorCode);
            foreach (var (name, value) in SiteRequest.Of(http)?.LogFields ?? [])
                json.WriteString(name, value);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteIfThere(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    // A key may stand in the query under many names, and no log may hold it.
    private static string WithoutKey(string target)
    {
        var start = target.IndexOf('?', StringComparison.Ordinal);
        return start < 0 ? target : target[..(start + 1)] + SecretParameter().Replace(target[(start + 1)..], "$1=…");
    }

    [GeneratedRegex("(?<![^&;])([^=&;]*(?:key|%6b|%65|%79|token|secret|password|auth|credential|signature)[^=&;]*)=[^&;]*", RegexOptions.IgnoreCase)]
    private static partial Regex SecretParameter();
}
