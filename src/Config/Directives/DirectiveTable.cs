using FerroGate.Config.Caddyfile;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>
/// Every directive, in the order in which a site tries them whatever order they are written in. It is Caddy's order, with
/// the directives that Caddy has and we do not yet, so that each is refused by name and finds its place waiting.
/// </summary>
internal static class DirectiveTable
{
    public static IReadOnlyList<DirectiveEntry> All { get; } =
    [
        // These speak of the site and not of a request; they have no place in the order.
        new("import"),
        new("bind", BindDirective.Read),
        new("tls"),
        new("log", LogDirective.Read),
        new("handle_errors"),

        new("tracing"),
        new("map"),
        new("vars"),
        new("fs"),
        new("root"),
        new("log_append"),
        new("skip_log"),
        new("log_skip"),
        new("log_name"),

        new("header"),
        new("copy_response_headers"),
        new("request_body"),

        new("redir"),

        // They change the request before it is handled.
        new("method"),
        new("rewrite"),
        new("uri"),
        new("try_files"),

        new("basicauth"),
        new("basic_auth"),
        new("forward_auth"),
        new("request_header"),
        new("encode"),
        new("push"),
        new("intercept"),
        new("templates"),

        new("invoke"),

        // Its paths are its own: nothing that handles requests may come before it.
        new("ai_gateway", AiGatewayDirective.Read),
        new("handle", HandleDirective.Read),
        new("handle_path", HandlePathDirective.Read),
        new("route", RouteDirective.Read),

        // They answer.
        new("abort"),
        new("error"),
        new("copy_response"),
        new("respond", RespondDirective.Read),
        new("metrics"),
        new("reverse_proxy", ReverseProxyDirective.Read),
        new("php_fastcgi"),
        new("file_server"),
        new("acme_server"),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. All.Select(directive => directive.Name)];

    /// <summary>Reads every directive of a site or block; after one that is wrong it goes on with the next.</summary>
    public static void Read(IReadOnlyList<Statement> statements, DirectiveScope scope)
    {
        foreach (var statement in statements)
        {
            var name = statement.Name;
            if (All.FirstOrDefault(directive => directive.Name == name.Text) is not { } entry)
                RefuseUnknown(statement, scope.Diagnostics);
            else if (entry.Read is not { } read)
                scope.Diagnostics.NotSupported(name.Span, $"`{name.Text}`");
            else
                read(statement, scope);
        }
    }

    private static void RefuseUnknown(Statement statement, DiagnosticBag diagnostics)
    {
        var name = statement.Name;
        if (name.Opens)
        {
            diagnostics.Error(DiagnosticCodes.BraceMisplaced, name.Span, "a block needs the name of a directive before its {");
            return;
        }

        if (name.Text.StartsWith('@'))
        {
            diagnostics.NotSupported(name.Span, $"a named matcher (`{name.Text}`)");
            return;
        }

        var isAddress = statement.Block is not null && name.Text.IndexOfAny([':', '.', '/']) >= 0;
        diagnostics.Error(
            DiagnosticCodes.UnknownDirective,
            name.Span,
            $"there is no directive `{name.Text}`",
            isAddress
                ? "if it begins a second site: every site needs braces { } around its directives"
                : NearestName.Hint(name.Text, Names));
    }
}
