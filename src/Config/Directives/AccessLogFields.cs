using System.Collections.Frozen;

namespace FerroGate.Config.Directives;

/// <summary>The fields that lines of the access log have by themselves; <c>docs/logs.md</c> says what they are.</summary>
public static class AccessLogFields
{
    public static FrozenSet<string> All { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "time", "level", "logger", "message", "method", "host", "uri", "protocol", "remote_ip", "client_ip", "status", "bytes", "duration_ms",
        "request_id", "trace_id", "upstream", "user_id", "key_id", "error_code");
}
