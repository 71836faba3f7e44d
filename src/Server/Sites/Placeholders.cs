using FerroGate.Config.Model;
using FerroGate.Core.Keys;
using FerroGate.Server.Ai;

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

    // A header of an upstream says the path as the target does, and holds no key of ours.
    private static readonly Dictionary<string, Func<HttpContext, KeyDirectory, string>> HeaderResolvers = new(StringComparer.Ordinal)
    {
        ["path"] = (http, _) => http.Request.Path.ToUriComponent(),
        ["query"] = (http, keys) => KeyTraces.Remove(http.Request.QueryString, keys).Value is { Length: > 0 } query ? query[1..] : "",
        ["uri"] = (http, keys) => http.Request.Path.ToUriComponent() + KeyTraces.Remove(http.Request.QueryString, keys).Value,
    };

    /// <summary>Their names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Resolvers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// A text maker for a template whose placeholders are known. Variables of the environment are read now and not for each
    /// request, as in Caddy's config; one that is not set is empty.
    /// </summary>
    public static Func<HttpContext, string> Compile(Template template, Func<string, string?> environment) =>
        Compile(template, environment, name => Resolvers[name]);

    /// <summary>The same for a header that goes to an upstream: what comes of it is one line of visible ASCII.</summary>
    public static Func<HttpContext, string> CompileForHeader(
        Template template, Func<string, string?> environment, KeyDirectory keys)
    {
        var text = Compile(template, environment, name =>
            HeaderResolvers.TryGetValue(name, out var resolver) ? http => resolver(http, keys) : Resolvers[name]);
        return http => HeaderText.Escape(text(http));
    }

    private static Func<HttpContext, string> Compile(
        Template template, Func<string, string?> environment, Func<string, Func<HttpContext, string>> resolverOf)
    {
        const string environmentPrefix = "env.";
        var parts = template.Parts.Select(part => part switch
        {
            { IsPlaceholder: false } => Constant(part.Text),
            _ when part.Text.StartsWith(environmentPrefix, StringComparison.Ordinal) =>
                Constant(environment(part.Text[environmentPrefix.Length..]) ?? ""),
            _ => resolverOf(part.Text),
        }).ToArray();
        return parts is [var only] ? only : http => string.Concat(parts.Select(part => part(http)));
    }

    private static Func<HttpContext, string> Constant(string text) => _ => text;
}
