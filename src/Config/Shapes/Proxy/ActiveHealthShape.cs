using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary>The options of <c>reverse_proxy</c> that begin with <c>health_</c>.</summary>
internal static class ActiveHealthShape
{
    public static Shape<ActiveHealthConfig> Shape { get; } = new Shape<ActiveHealthConfig>()
        .Value("health_uri", Uri, health => health.Uri, (health, uri) => health with { Uri = uri },
            "What upstreams are asked for, again and again; those that give no good answer get no requests.")
        .Value("health_upstream", UpstreamForm.Value.Such("upstream", "localhost:9001"), health => health.Upstream,
            (health, upstream) => health with { Upstream = upstream }, "Who is asked in their place.")
        .Value("health_port", Forms.Int(1, 65535), health => health.Port, (health, port) => health with { Port = port },
            "The port at which they are asked.", fallback: "their own")
        .Value("health_method", Forms.TextThat("method", HeaderNameForm.IsName, "must be a method", DiagnosticCodes.InvalidValue, "HEAD"), health => health.Method, (health, method) => health with { Method = method },
            "The method.", fallback: "GET")
        .Value("health_request_body", Forms.Text, health => health.RequestBody, (health, body) => health with { RequestBody = body },
            "The body of the question.")
        .Value("health_interval", Forms.Duration, health => health.Interval, (health, time) => health with { Interval = time },
            "How often they are asked.", fallback: "30s")
        .Value("health_timeout", Forms.Duration, health => health.Timeout, (health, time) => health with { Timeout = time },
            "How long an answer may take.", fallback: "5s")
        .Value("health_passes", Forms.Int(), health => health.Passes, (health, passes) => health with { Passes = passes },
            "So many good answers after each other make one healthy.", fallback: "1")
        .Value("health_fails", Forms.Int(), health => health.Fails, (health, fails) => health with { Fails = fails },
            "So many others after each other make it unhealthy.", fallback: "1")
        .Value("health_status", ResponseMatchShape.Status, health => health.Status, (health, status) => health with { Status = status },
            "The status of a good answer.", fallback: "2xx")
        .Value("health_body", Forms.Regexp, health => health.Body, (health, body) => health with { Body = body },
            "What its body matches.")
        .Block("health_headers", () => Headers, health => health.Headers, (health, headers) => health with { Headers = headers },
            _ => new HealthHeadersConfig(), "Headers of the question.")
        .Switch("health_follow_redirects", health => health.FollowRedirects, (health, on) => health with { FollowRedirects = on },
            "Redirects are followed.")
        .Refuse("health_path", "write `health_uri`");

    private static ValueForm<string> Uri => Forms.TextThat(
        "URI", text => text.StartsWith('/') && !text.Any(char.IsControl), "takes a path that begins with /, perhaps with a query", DiagnosticCodes.InvalidPath, "/healthz", "/up?full=1");

    private static Shape<HealthHeadersConfig> Headers => field ??= new Shape<HealthHeadersConfig>(Arguments.OfRow("[<name> <values...>]"))
        .Blocks("<name>", () => Header, headers => headers.Headers, (headers, list) => headers with { Headers = list },
            _ => new HealthHeaderConfig(), "A header and its values.", rest: true, required: true, key: "headers");

    private static Shape<HealthHeaderConfig> Header => field ??= new Shape<HealthHeaderConfig>(Arguments.InOrder("name", "values..."))
    {
        Check = (header, _, context) =>
        {
            foreach (var value in header.Values.Where(value => value.Value.Parts.Any(part => part.IsPlaceholder && !part.Text.StartsWith("env.", StringComparison.Ordinal))))
                context.Diagnostics.Error(DiagnosticCodes.InvalidHeader, value.Span, "there is no request here that a placeholder could speak of", "`{env.NAME}` can be used");
        },
    }
        .Value("name", HeaderNameForm.Value, header => header.Name, (header, name) => header with { Name = name }, "The header.",
            OptionPlace.Line, required: true)
        .List("values", Forms.HeaderValue.Such("text", "example.com", "Bearer {env.OPENAI_API_KEY}"), header => header.Values,
            (header, values) => header with { Values = values }, "Its values.", OptionPlace.Line, required: true);
}
