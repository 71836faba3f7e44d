using FerroGate.Config.Model;

namespace FerroGate.Server.Sites;

/// <summary>The placeholders of Caddy's language that are resolved when a request passes.</summary>
public static class Placeholders
{
    private static readonly Dictionary<string, Func<HttpContext, string>> Resolvers = new(StringComparer.Ordinal)
    {
        ["host"] = http => http.Request.Host.Host,
        ["hostport"] = http => http.Request.Host.Value ?? "",
        ["method"] = http => http.Request.Method,
        ["path"] = http => http.Request.Path.Value ?? "",
        ["query"] = http => http.Request.QueryString.HasValue ? http.Request.QueryString.Value![1..] : "",
        ["uri"] = http => http.Request.Path.Value + http.Request.QueryString.Value,
        ["remote_host"] = http => http.Connection.RemoteIpAddress?.ToString() ?? "",
        ["scheme"] = http => http.Request.Scheme,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Resolvers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// A text maker for a template whose placeholders are known. Variables of the environment are read now and not for each
    /// request, as in Caddy's config; one that is not set is empty.
    /// </summary>
    public static Func<HttpContext, string> Compile(Template template, Func<string, string?> environment)
    {
        const string environmentPrefix = "env.";
        var parts = template.Parts.Select(part => part switch
        {
            { IsPlaceholder: false } => Constant(part.Text),
            _ when part.Text.StartsWith(environmentPrefix, StringComparison.Ordinal) =>
                Constant(environment(part.Text[environmentPrefix.Length..]) ?? ""),
            _ => Resolvers[part.Text],
        }).ToArray();
        return parts is [var only] ? only : http => string.Concat(parts.Select(part => part(http)));
    }

    private static Func<HttpContext, string> Constant(string text) => _ => text;
}
