using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary>Everything that <c>reverse_proxy</c> takes, and <c>forward_auth</c> with it.</summary>
internal static class ReverseProxyShape
{
    public static Shape<ReverseProxyConfig> Shape { get; } = new Shape<ReverseProxyConfig>(Arguments.InOrder("to...")) { Check = Check }
        .List("to", UpstreamForm.Value, proxy => proxy.Upstreams, (proxy, upstreams) => proxy with { Upstreams = upstreams },
            "Where requests go.")
        .Block("dynamic", () => DynamicUpstreamsShape.Shape, proxy => proxy.Dynamic, (proxy, dynamic) => proxy with { Dynamic = dynamic },
            _ => new DynamicUpstreamsConfig(), "Upstreams that DNS names, in place of `to`.")
        .Part(proxy => proxy.Balancing, (proxy, balancing) => proxy with { Balancing = balancing }, LoadBalancingShape.Shape)
        .Part(proxy => proxy.ActiveHealth, (proxy, health) => proxy with { ActiveHealth = health }, ActiveHealthShape.Shape)
        .Part(proxy => proxy.PassiveHealth, (proxy, health) => proxy with { PassiveHealth = health }, PassiveHealthShape.Shape)
        .Value("flush_interval", FlushInterval, proxy => proxy.FlushInterval, (proxy, time) => proxy with { FlushInterval = time },
            "How long bytes of an answer may wait for more; -1 is not at all.", fallback: "-1")
        .Value("request_buffers", Buffer, proxy => proxy.RequestBuffers, (proxy, size) => proxy with { RequestBuffers = size },
            "So many bytes of a body are read before an upstream is asked.", fallback: "0")
        .Value("response_buffers", Buffer, proxy => proxy.ResponseBuffers, (proxy, size) => proxy with { ResponseBuffers = size },
            "So many bytes of an answer are read before the client gets any.", fallback: "0")
        .Value("stream_timeout", Forms.Duration, proxy => proxy.StreamTimeout, (proxy, time) => proxy with { StreamTimeout = time },
            "How long a WebSocket, or what else a connection has become, may live.", fallback: "no limit")
        .Value("stream_close_delay", Forms.Duration, proxy => proxy.StreamCloseDelay, (proxy, time) => proxy with { StreamCloseDelay = time },
            "How long such connections outlive a reload that changes this block.", fallback: "no limit",
            pending: "a reload never ends such connections in this version")
        .List("trusted_proxies", ProxyRange.Form, proxy => proxy.TrustedProxies, (proxy, ranges) => proxy with { TrustedProxies = ranges },
            "Besides those of `servers`: whose `X-Forwarded-*` are passed on.")
        .Blocks("header_up", () => HeaderRuleShape.OfRequest, proxy => proxy.HeaderUp, (proxy, rules) => proxy with { HeaderUp = rules },
            _ => new HeaderRuleConfig(HeaderOperation.Set), "Changes a header of the request to the upstream.")
        .Blocks("header_down", () => HeaderRuleShape.OfResponse, proxy => proxy.HeaderDown, (proxy, rules) => proxy with { HeaderDown = rules },
            _ => new HeaderRuleConfig(HeaderOperation.Set), "Changes a header of the upstream's answer.")
        .Value("method", Forms.Template.Such("method", "GET"), proxy => proxy.Method, (proxy, method) => proxy with { Method = method },
            "The method that the upstream is asked with.", fallback: "that of the request")
        .Value("rewrite", Forms.Template.Such("URI with placeholders", "/auth?{query}"), proxy => proxy.Rewrite,
            (proxy, to) => proxy with { Rewrite = to }, "The path and query that the upstream is asked for.", fallback: "those of the request")
        .Block("transport", () => HttpTransportShape.Shape, proxy => proxy.Transport, (proxy, transport) => proxy with { Transport = transport },
            _ => new HttpTransportConfig(), "How connections to upstreams are made and used.")
        .Part(proxy => proxy.Responses, (proxy, responses) => proxy with { Responses = responses }, ResponseHandlingShape.Shape)
        .Value("auth", Forms.Choice(("off", true)), proxy => proxy.AuthOff, (proxy, off) => proxy with { AuthOff = off },
            "`off`: no key is asked for below `/v1/` of a site with an `ai_gateway`.")
        .Refuse("buffer_requests", "write `request_buffers 64KiB`")
        .Refuse("buffer_responses", "write `response_buffers 64KiB`")
        .Refuse("max_buffer_size", "write `request_buffers` and `response_buffers` with a size each")
        .Refuse("verbose_logs", "the access log names the upstream and the failure")
        .Refuse("copy_response", "it stands inside `handle_response`")
        .Refuse("copy_response_headers", "it stands inside `handle_response`");

    private static ValueForm<TimeSpan> FlushInterval => new()
    {
        Name = "duration",
        Wanted = "a duration in quotes, such as \"10ms\", or -1",
        Kinds = [ValueKind.String, ValueKind.Integer],
        Read = (reader, value) => value.Text == "-1" ? new(TimeSpan.Zero, value.Span) : Forms.DurationOrZero.Read(reader, value),
        Write = time => time == TimeSpan.Zero ? "-1" : Forms.Duration.Write(time),
        Examples = ["-1", "100ms"],
    };

    private static ValueForm<long> Buffer => Forms.SizeFrom(0, 1024 * 1024 * 1024);

    private static void Check(ReverseProxyConfig proxy, OptionEntry owner, ConfigContext context)
    {
        var isSaid = owner.Values.Count > 0 || owner.Block?.Any(entry => entry.Name is "to" or "dynamic") == true;
        if (proxy.Upstreams.Count == 0 && !isSaid)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingUpstream, owner.NameSpan, $"`{owner.Name}` has no upstream", $"write `{owner.Name} localhost:9000`");
        }

        if (proxy is { Dynamic.Source: { } dynamic, Upstreams.Count: > 0 })
            context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, dynamic.Span, "upstreams are written or named by DNS, not both");

        ResponseHandlingShape.CheckNames(proxy.Responses, context);
        CheckHealth(proxy, context);
        CheckSchemes(proxy, context);
        CheckWeights(proxy, context);
    }

    private static void CheckHealth(ReverseProxyConfig proxy, ConfigContext context)
    {
        var health = proxy.ActiveHealth;
        if (health.Uri is null)
        {
            var header = health.Headers?.Headers is [var first, ..] ? first.Name?.Span : null;
            var said = health.Upstream?.Span ?? health.Port?.Span ?? health.Method?.Span ?? health.RequestBody?.Span ?? health.Interval?.Span
                ?? health.Timeout?.Span ?? health.Passes?.Span ?? health.Fails?.Span ?? health.Status?.Span ?? health.Body?.Span
                ?? health.FollowRedirects?.Span ?? header;
            if (said is { } span)
                context.Diagnostics.Error(DiagnosticCodes.MissingOption, span, "nobody is asked without `health_uri`", "write `health_uri /healthz`");
        }
        else if (proxy.Dynamic is not null || proxy.Upstreams.Any(upstream => upstream.Value.Dial is not null))
        {
            context.Diagnostics.NotSupported(health.Uri.Span, "asking upstreams that are not written in the config", "`fail_duration` and `max_fails` learn from the requests that pass through");
        }

        if (health.Upstream is { Value: { SocketPath: not null } or { Dial: not null } or { LastPort: not null } or { Scheme: not null } } other)
            context.Diagnostics.Error(DiagnosticCodes.InvalidUpstream, other.Span, "`health_upstream` takes a host and a port", "write `health_upstream localhost:9001`");

        if (health.Port is { } healthPort && proxy.Upstreams.Any(upstream => upstream.Value.SocketPath is not null))
            context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, healthPort.Span, "a socket in the file system has no port to ask at");

        var passive = proxy.PassiveHealth;
        var status = passive.Statuses is [var one, ..] ? one.Span : (SourceSpan?)null;
        if (passive.FailDuration is null && (passive.MaxFails?.Span ?? passive.Latency?.Span ?? status) is { } counted)
            context.Diagnostics.Error(DiagnosticCodes.MissingOption, counted, "failures are not remembered without `fail_duration`", "write `fail_duration 30s`");
    }

    private static void CheckSchemes(ReverseProxyConfig proxy, ConfigContext context)
    {
        if (proxy.Transport is not { } transport)
            return;

        foreach (var upstream in proxy.Upstreams)
        {
            var wrong = upstream.Value.Scheme switch
            {
                UpstreamScheme.Http or UpstreamScheme.H2c when transport.Tls.On is { Value: true } => "`tls` in `transport`",
                UpstreamScheme.Https when transport.Versions.Any(version => version.Value == "h2c") => "`versions h2c` in `transport`",
                UpstreamScheme.H2c when transport.Versions.Any(version => version.Value != "h2c") => "`versions` in `transport`",
                _ => null,
            };
            if (wrong is not null)
                context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, upstream.Span, $"the scheme of this upstream contradicts {wrong}");
        }
    }

    private static void CheckWeights(ReverseProxyConfig proxy, ConfigContext context)
    {
        if (proxy.Balancing.Policy is not { Policy: { Value: BalancingPolicy.WeightedRoundRobin } policy, Arguments: { Count: > 0 } weights } || proxy.Dynamic is not null)
            return;

        var count = proxy.Upstreams.Sum(upstream => 1 + (upstream.Value.LastPort ?? upstream.Value.Port) - upstream.Value.Port);
        if (weights.Count > count)
            context.Diagnostics.Error(DiagnosticCodes.InvalidValue, policy.Span, $"there are {weights.Count} weights for {count} upstreams");
    }
}
