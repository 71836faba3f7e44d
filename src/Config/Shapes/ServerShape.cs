using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes;

/// <summary><c>servers</c>: how connections are served.</summary>
internal static class ServerShape
{
    // Linux takes 32,767 seconds.
    private static readonly TimeSpan LongestKeepAlive = TimeSpan.FromHours(9);

    public static Shape<ServerConfig> Shape { get; } = new Shape<ServerConfig>(Arguments.InOrder("listener"))
    {
        Check = Check,
    }
        .Value("listener", Forms.ListenAddress.Such("listener", ":8080", "127.0.0.1:8080"), server => server.Listener,
            (server, listener) => server with { Listener = listener }, "The listener that it speaks of.", OptionPlace.Line,
            fallback: "every one")
        .Block("timeouts", () => Timeouts, server => server.Timeouts, (server, timeouts) => server with { Timeouts = timeouts },
            _ => new ServerTimeoutsConfig(), "How long it waits for clients.")
        .List("trusted_proxies", ProxyRange.FormAfterStatic, server => server.TrustedProxies,
            (server, ranges) => server with { TrustedProxies = ranges },
            "Proxies whose word about the client counts: `static`, and address ranges or `private_ranges`.")
        .Switch("trusted_proxies_strict", server => server.TrustedProxiesStrict, (server, on) => server with { TrustedProxiesStrict = on },
            "What those proxies say is read from its end, up to the first address that is none of theirs. It always is.")
        .List("client_ip_headers", HeaderNameForm.Value, server => server.ClientIpHeaders,
            (server, names) => server with { ClientIpHeaders = names }, "Where those proxies say who the client is.",
            fallback: "X-Forwarded-For")
        .List("protocols", Forms.Word("h1", "h2", "h2c", "h3"), server => server.Protocols,
            (server, protocols) => server with { Protocols = protocols },
            "The versions of HTTP: `h2` is HTTP/2 over TLS, `h2c` HTTP/2 without, for clients that begin with it.", fallback: "h1 h2")
        .Value("max_header_size", HeaderSize, server => server.MaxHeaderSize,
            (server, size) => server with { MaxHeaderSize = size }, "All header lines of a request together.", fallback: "32KiB")
        .Value("keepalive_interval", Forms.Duration, server => server.KeepAliveInterval,
            (server, interval) => server with { KeepAliveInterval = interval }, "How often an idle connection is probed.",
            fallback: "15s")
        .Refuse("listener_wrappers", "sockets are taken as they come")
        .Refuse("protocol", "write `protocols`")
        .Refuse("metrics", "metrics are always on, at `/metrics` of the admin side")
        .Refuse("strict_sni_host")
        .Refuse("enable_full_duplex", "answers may always begin before the request has ended")
        .Refuse("log_credentials", "credentials are never written to a log")
        .Refuse("name");

    private static ValueForm<long> HeaderSize => Forms.SizeFrom(1_024, 16 * 1024 * 1024);

    private static Shape<ServerTimeoutsConfig> Timeouts => field ??= new Shape<ServerTimeoutsConfig>()
        .Value("read_body", Forms.Duration, timeouts => timeouts.ReadBody, (timeouts, time) => timeouts with { ReadBody = time },
            "Until a request's body is there.", fallback: "no limit")
        .Value("read_header", Forms.Duration, timeouts => timeouts.ReadHeader, (timeouts, time) => timeouts with { ReadHeader = time },
            "Until a request's header is there.", fallback: "30s")
        .Value("write", Forms.Duration, timeouts => timeouts.Write, (timeouts, time) => timeouts with { Write = time },
            "Until an answer is sent.", fallback: "no limit")
        .Value("idle", Forms.Duration, timeouts => timeouts.Idle, (timeouts, time) => timeouts with { Idle = time },
            "Between two requests of a connection.", fallback: "130s");

    private static void Check(ServerConfig server, OptionEntry owner, ConfigContext context)
    {
        foreach (var later in server.Protocols.Where(protocol => protocol.Value is "h3"))
            context.Diagnostics.Pending(later.Span, $"`{later.Value}`", "this version speaks HTTP/1.1 and HTTP/2");

        if (server.Protocols.Count > 0 && server.Protocols.All(protocol => protocol.Value != "h1"))
            context.Diagnostics.NotSupported(server.Protocols[0].Span, "a listener without HTTP/1.1", "add `h1` to `protocols`");

        if (server.KeepAliveInterval is { } interval && interval.Value > LongestKeepAlive)
            context.Diagnostics.Error(DiagnosticCodes.InvalidValue, interval.Span, "`keepalive_interval` must be 9h or less");
    }
}
