using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Shapes;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>reverse_proxy</c>.</summary>
internal static class ReverseProxyDirective
{
    private static readonly string[] Later =
    [
        "dynamic", "lb_policy", "lb_retries", "lb_try_duration", "lb_try_interval", "lb_retry_match",
        "health_uri", "health_upstream", "health_port", "health_interval", "health_passes", "health_fails", "health_timeout",
        "health_method", "health_status", "health_request_body", "health_body", "health_follow_redirects", "health_headers",
        "fail_duration", "max_fails", "unhealthy_status", "unhealthy_latency", "unhealthy_request_count",
        "flush_interval", "request_buffers", "response_buffers", "buffer_requests", "buffer_responses", "max_buffer_size",
        "stream_timeout", "stream_close_delay", "trusted_proxies", "header_down", "method", "rewrite", "transport",
        "handle_response", "replace_status", "copy_response", "copy_response_headers", "verbose_logs",
    ];

    private static Shape<ReverseProxyConfig> Shape { get; } = Refuse(
        new Shape<ReverseProxyConfig>(Arguments.InOrder("to...")) { Check = Check }
            .List("to", UpstreamForm.Value, proxy => proxy.Upstreams, (proxy, upstreams) => proxy with { Upstreams = upstreams },
                "Where requests go, in turn.")
            .Blocks("header_up", () => HeaderRuleShape.OfRequest, proxy => proxy.HeaderUp, (proxy, rules) => proxy with { HeaderUp = rules },
                _ => new HeaderRuleConfig(HeaderOperation.Set), "Changes a header of the request to the upstream.")
            .Value("auth", Forms.Choice(("off", true)), proxy => proxy.AuthOff, (proxy, off) => proxy with { AuthOff = off },
                "`off`: no key is asked for below `/v1/` of a site with an `ai_gateway`."));

    public static IDirective Value { get; } = new Directive<ReverseProxyConfig>(
        "reverse_proxy", "Passes requests on.", span => new ReverseProxyConfig(span), Shape);

    private static Shape<ReverseProxyConfig> Refuse(Shape<ReverseProxyConfig> shape) =>
        Later.Aggregate(shape, (refusing, name) => refusing.Refuse(name));

    private static void Check(ReverseProxyConfig proxy, OptionEntry owner, ConfigContext context)
    {
        var isSaid = owner.Values.Count > 0 || owner.Block?.Any(entry => entry.Name == "to") == true;
        if (proxy.Upstreams.Count == 0 && !isSaid)
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingUpstream, owner.NameSpan, "`reverse_proxy` has no upstream", "write `reverse_proxy localhost:9000`");
        }

        foreach (var rule in proxy.HeaderUp.Where(rule => rule.Find is not null))
            context.Diagnostics.NotSupported(rule.Find!.Span, "replacing a part of a header in `header_up`", "put quotes around a value with spaces");
    }
}
