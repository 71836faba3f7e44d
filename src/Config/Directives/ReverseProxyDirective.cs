using FerroGate.Config.Caddyfile;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Config.Values;

namespace FerroGate.Config.Directives;

/// <summary><c>reverse_proxy [PATH] UPSTREAM… { … }</c>.</summary>
internal static class ReverseProxyDirective
{
    private static readonly string[] Options = ["to", "header_up", "auth"];

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

    public static void Read(Statement statement, DirectiveScope scope)
    {
        if (!PathMatcher.TryTake(statement, scope.Diagnostics, out var path, out var arguments))
            return;

        var errors = scope.Diagnostics.ErrorCount;
        var upstreams = new List<Setting<UpstreamAddress>>();
        var headers = new List<HeaderRuleConfig>();
        Setting<bool>? authOff = null;
        AddUpstreams(arguments, upstreams, scope.Diagnostics);
        foreach (var option in statement.Block ?? [])
        {
            if (Options.Contains(option.Name.Text))
                option.RefuseBlock(scope.Diagnostics);

            switch (option.Name.Text)
            {
                case "to":
                    if (option.Arguments.Count == 0)
                        scope.Diagnostics.Error(DiagnosticCodes.MissingArgument, option.Span, "`to` wants an upstream");

                    AddUpstreams(option.Arguments, upstreams, scope.Diagnostics);
                    break;
                case "header_up":
                    if (HeaderRuleText.Read(option, scope.Context) is { } rule)
                        headers.Add(rule);

                    break;
                case "auth":
                    authOff = ReadAuth(option, authOff, scope.Diagnostics);
                    break;
                default:
                    Refuse(option, scope.Diagnostics);
                    break;
            }
        }

        if (upstreams.Count == 0 && scope.Diagnostics.ErrorCount == errors)
        {
            scope.Diagnostics.Error(
                DiagnosticCodes.MissingUpstream, statement.Span, "`reverse_proxy` has no upstream", "write `reverse_proxy localhost:9000`");
        }

        scope.Directives.Add(new ReverseProxyConfig(statement.Span, path, upstreams, headers) { AuthOff = authOff });
    }

    private static void AddUpstreams(IReadOnlyList<Token> words, List<Setting<UpstreamAddress>> upstreams, DiagnosticBag diagnostics)
    {
        foreach (var word in words)
        {
            if (UpstreamText.Read(word.Text, word.Span, diagnostics) is { } upstream)
                upstreams.Add(upstream);
        }
    }

    private static Setting<bool>? ReadAuth(Statement option, Setting<bool>? present, DiagnosticBag diagnostics)
    {
        if (present is not null)
        {
            diagnostics.Error(DiagnosticCodes.DuplicateOption, option.Span, "`auth` is given twice in this `reverse_proxy`");
        }
        else if (option.Arguments is [{ Text: "off" }])
        {
            return new Setting<bool>(true, option.Arguments[0].Span);
        }
        else
        {
            diagnostics.Error(
                DiagnosticCodes.InvalidValue,
                option.Span,
                "`auth` in `reverse_proxy` can only be `off`",
                "without it, paths below /v1/ of a site with an `ai_gateway` ask for a key");
        }

        return present;
    }

    private static void Refuse(Statement option, DiagnosticBag diagnostics)
    {
        if (Later.Contains(option.Name.Text))
        {
            diagnostics.NotSupported(option.Span, $"`{option.Name.Text}` in `reverse_proxy`");
            return;
        }

        diagnostics.Error(
            DiagnosticCodes.UnknownOption,
            option.Span,
            $"`reverse_proxy` has no option `{option.Name.Text}`",
            NearestName.Hint(option.Name.Text, [.. Options, .. Later]));
    }
}
