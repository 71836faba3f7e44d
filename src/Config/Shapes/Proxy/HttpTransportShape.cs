using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary><c>transport http</c>: how connections to upstreams are made and used.</summary>
internal static class HttpTransportShape
{
    private static readonly TimeSpan LongestProbe = TimeSpan.FromHours(9);

    public static Shape<HttpTransportConfig> Shape { get; } = new Shape<HttpTransportConfig>(Arguments.InOrder("protocol"))
    {
        Check = Check,
    }
        .Value("protocol", Protocol, transport => transport.Protocol, (transport, protocol) => transport with { Protocol = protocol },
            "What upstreams speak: `http`.", OptionPlace.Line, required: true)
        .Part(transport => transport.Tls, (transport, tls) => transport with { Tls = tls }, UpstreamTlsShape.Shape)
        .Value("dial_timeout", Forms.Duration, transport => transport.DialTimeout,
            (transport, time) => transport with { DialTimeout = time }, "Until a connection is there.", fallback: "3s")
        .Value("response_header_timeout", Forms.Duration, transport => transport.ResponseHeaderTimeout,
            (transport, time) => transport with { ResponseHeaderTimeout = time }, "From the end of the request to the header of the answer.", fallback: "no limit")
        .Value("expect_continue_timeout", Forms.Duration, transport => transport.ExpectContinueTimeout,
            (transport, time) => transport with { ExpectContinueTimeout = time },
            "How long an upstream may think about a client's `Expect: 100-continue`.", fallback: "1s")
        .Value("read_timeout", Forms.Duration, transport => transport.ReadTimeout, (transport, time) => transport with { ReadTimeout = time },
            "How long an upstream may send nothing of an answer that has begun.", fallback: "no limit")
        .Value("write_timeout", Forms.Duration, transport => transport.WriteTimeout, (transport, time) => transport with { WriteTimeout = time },
            "How long an upstream may take nothing of a request.", fallback: "no limit")
        .Value("keepalive", KeepAlive, transport => transport.KeepAlive, (transport, time) => transport with { KeepAlive = time },
            "How long an idle connection is kept, or `off`.", fallback: "2m")
        .Value("keepalive_interval", Forms.Duration, transport => transport.KeepAliveInterval,
            (transport, time) => transport with { KeepAliveInterval = time }, "How often a quiet connection is probed.", fallback: "30s")
        .Value("max_response_header", Forms.SizeFrom(1_024, 16 * 1024 * 1024), transport => transport.MaxResponseHeader,
            (transport, size) => transport with { MaxResponseHeader = size }, "All header lines of an answer together.", fallback: "1MiB")
        .Value("max_conns_per_host", Forms.Int(), transport => transport.MaxConnectionsPerHost,
            (transport, count) => transport with { MaxConnectionsPerHost = count }, "So many connections to an upstream; further requests wait.", fallback: "no limit")
        .List("versions", Forms.Word("1.1", "2", "h2c"), transport => transport.Versions,
            (transport, versions) => transport with { Versions = versions }, "The versions of HTTP; `h2c` alone is HTTP/2 in plain text.", fallback: "1.1 2")
        .Value("compression", Forms.Choice(("off", true)), transport => transport.CompressionOff,
            (transport, off) => transport with { CompressionOff = off }, "`off`: upstreams are asked for nothing compressed that the client did not ask for. They never are.")
        .List("resolvers", DnsServerForm.Value, transport => transport.Resolvers, (transport, servers) => transport with { Resolvers = servers },
            "DNS servers for the names of upstreams.", fallback: "those of the system")
        .Refuse("proxy_protocol", "upstreams get the client's address in `X-Forwarded-For`")
        .Refuse("dial_fallback_delay", "the addresses of a name are tried one after the other")
        .Refuse("read_buffer", "buffers grow with what they hold")
        .Refuse("write_buffer", "buffers grow with what they hold")
        .Refuse("keepalive_idle_conns", "`keepalive` says how long idle connections are kept")
        .Refuse("keepalive_idle_conns_per_host", "`keepalive` says how long idle connections are kept")
        .Refuse("forward_proxy_url")
        .Refuse("network_proxy")
        .Refuse("local_address");

    private static ValueForm<string> Protocol => new()
    {
        Name = "word",
        Wanted = "a string",
        Kinds = [ValueKind.String],
        Read = (reader, value) => value.Text == "http"
            ? new(value.Text, value.Span)
            : reader.Invalid<string>(value, "can be `http` only", "put a server that speaks HTTP before it"),
        Write = word => word,
        Examples = ["http"],
        Choices = ["http"],
    };

    private static ValueForm<TimeSpan> KeepAlive => new()
    {
        Name = "duration",
        Wanted = "a duration in quotes, such as \"10s\", or \"off\"",
        Kinds = [ValueKind.String],
        Read = (reader, value) => value.Text == "off" ? new(TimeSpan.Zero, value.Span) : Forms.Duration.Read(reader, value),
        Write = time => time == TimeSpan.Zero ? "off" : Forms.Duration.Write(time),
        Examples = ["off", "30s"],
    };

    private static void Check(HttpTransportConfig transport, OptionEntry owner, ConfigContext context)
    {
        var versions = transport.Versions.Select(version => version.Value).ToList();
        if (versions.Contains("h2c") && versions.Count > 1)
            context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, transport.Versions[0].Span, "`h2c` stands alone: in plain text nobody can agree on a version");

        if (transport.Tls.ServerName is { } name && name.Value.Parts.Any(part => part.IsPlaceholder && !part.Text.StartsWith("env.", StringComparison.Ordinal)))
            context.Diagnostics.NotSupported(name.Span, "a placeholder in `tls_server_name`", "connections are shared by requests, and `{env.NAME}` can be used");

        if (transport.Tls.ClientAuth is { Count: not (0 or 2) } files)
            context.Diagnostics.Error(DiagnosticCodes.InvalidValue, files[0].Span, "`tls_client_auth` takes two files: a certificate and its key");

        if (transport.KeepAliveInterval is { } interval && interval.Value > LongestProbe)
            context.Diagnostics.Error(DiagnosticCodes.InvalidValue, interval.Span, "`keepalive_interval` must be 9h or less");
    }
}
