using FerroGate.Config.Model.Servers;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary><c>servers</c>: how connections are served.</summary>
internal static class ServerShape
{
    public static Shape<ServerConfig> Shape { get; } = new Shape<ServerConfig>(Arguments.InOrder("listener"))
        .Value("listener", Forms.Text.Such("listener", ":8080"), server => server.Listener,
            (server, listener) => server with { Listener = listener }, "The listener that it speaks of.", OptionPlace.Line,
            fallback: "every one")
        .Block("timeouts", () => Timeouts, server => server.Timeouts, (server, timeouts) => server with { Timeouts = timeouts },
            _ => new ServerTimeoutsConfig(), "How long it waits for clients.")
        .List("trusted_proxies", ProxyRange.FormAfterStatic, server => server.TrustedProxies,
            (server, ranges) => server with { TrustedProxies = ranges },
            "Proxies whose word about the client counts: `static`, and address ranges or `private_ranges`.")
        .List("client_ip_headers", HeaderNameForm.Value, server => server.ClientIpHeaders,
            (server, names) => server with { ClientIpHeaders = names }, "Where those proxies say who the client is.",
            fallback: "X-Forwarded-For")
        .List("protocols", Forms.Word("h1", "h2", "h2c", "h3"), server => server.Protocols,
            (server, protocols) => server with { Protocols = protocols }, "The versions of HTTP.", fallback: "h1 h2")
        .Value("max_header_size", Forms.Size, server => server.MaxHeaderSize,
            (server, size) => server with { MaxHeaderSize = size }, "All header lines of a request together.", fallback: "32KiB")
        .Value("keepalive_interval", Forms.Duration, server => server.KeepAliveInterval,
            (server, interval) => server with { KeepAliveInterval = interval }, "How often an idle connection is probed.",
            fallback: "15s")
        .Refuse("listener_wrappers", "sockets are taken as they come")
        .Refuse("metrics", "metrics are always on, at `/metrics` of the admin side")
        .Refuse("strict_sni_host")
        .Refuse("enable_full_duplex", "answers may always begin before the request has ended")
        .Refuse("log_credentials", "credentials are never written to a log")
        .Refuse("trusted_proxies_strict")
        .Refuse("name");

    private static Shape<ServerTimeoutsConfig> Timeouts => field ??= new Shape<ServerTimeoutsConfig>()
        .Value("read_body", Forms.Duration, timeouts => timeouts.ReadBody, (timeouts, time) => timeouts with { ReadBody = time },
            "Until a request's body is there.", fallback: "no limit")
        .Value("read_header", Forms.Duration, timeouts => timeouts.ReadHeader, (timeouts, time) => timeouts with { ReadHeader = time },
            "Until a request's header is there.", fallback: "30s")
        .Value("write", Forms.Duration, timeouts => timeouts.Write, (timeouts, time) => timeouts with { Write = time },
            "Until an answer is sent.", fallback: "no limit")
        .Value("idle", Forms.Duration, timeouts => timeouts.Idle, (timeouts, time) => timeouts with { Idle = time },
            "Between two requests of a connection.", fallback: "130s");
}
