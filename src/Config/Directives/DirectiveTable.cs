using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary>
/// Every directive, in the order in which a site tries them whatever order they are written in. It is Caddy's order, with
/// <c>ai_gateway</c> in it.
/// </summary>
internal static class DirectiveTable
{
    private static readonly IDirective[] All =
    [
        TracingDirective.Value,
        MapDirective.Value,
        VarsDirective.Value,
        RootDirective.Value,
        LogAppendDirective.Value,
        LogSkipDirective.Value,

        HeaderDirective.Value,
        CopyResponseHeadersDirective.Value,
        RequestBodyDirective.Value,

        RedirDirective.Value,

        // They change the request before it is handled.
        MethodDirective.Value,
        RewriteDirective.Value,
        UriDirective.Value,
        TryFilesDirective.Value,

        BasicAuthDirective.Value,
        ForwardAuthDirective.Value,
        RequestHeaderDirective.Value,
        EncodeDirective.Value,
        InterceptDirective.Value,

        // Its paths are its own: nothing that handles requests may come before it.
        AiGatewayDirective.Value,
        HandleDirective.Value,
        HandlePathDirective.Value,
        RouteDirective.Value,

        // They answer.
        AbortDirective.Value,
        ErrorDirective.Value,
        CopyResponseDirective.Value,
        RespondDirective.Value,
        ReverseProxyDirective.Value,
        FileServerDirective.Value,
    ];

    // What Caddy has and we have not, with what to write instead where there is something.
    private static readonly Dictionary<string, string?> Refused = new(StringComparer.Ordinal)
    {
        ["acme_server"] = null,
        ["fs"] = "files come from the file system",
        ["invoke"] = "put the directives into a snippet and `import` it",
        ["log_name"] = null,
        ["metrics"] = "metrics are at `/metrics` of the admin side",
        ["php_fastcgi"] = "put a server that speaks HTTP before PHP, and `reverse_proxy` to it",
        ["push"] = "browsers have given up HTTP/2 push",
        ["templates"] = null,
    };

    // What the first version of Caddy called what is called otherwise now.
    private static readonly Dictionary<string, string> Earlier = new(StringComparer.Ordinal)
    {
        ["errors"] = "write `handle_errors { … }`",
        ["ext"] = "write `try_files {path} {path}.html`",
        ["gzip"] = "write `encode gzip`",
        ["proxy"] = "write `reverse_proxy`",
        ["redirect"] = "write `redir`",
        ["status"] = "write `respond STATUS`",
        ["websocket"] = "`reverse_proxy` speaks WebSocket by itself",
    };

    // They speak of the site and not of a request.
    private static readonly string[] OfSite = ["bind", "handle_errors", "log", "tls"];

    /// <summary>The names in their order.</summary>
    public static IReadOnlyList<string> OrderedNames { get; } = [.. All.Select(directive => directive.Name)];

    public static IReadOnlyList<IDirective> Directives => All;

    /// <summary>Whether a word begins a directive, one of a site, or one that is refused.</summary>
    public static bool IsName(string word) => Find(word) is not null || Refused.ContainsKey(word) || OfSite.Contains(word);

    /// <summary>The name of today for one of an older spelling.</summary>
    public static string CurrentName(string name) => Find(name)?.Name ?? name;

    public static string NameOf(DirectiveConfig config) => Of(config).Name;

    /// <summary>Reads a directive; <c>null</c> where it is wrong, and that has been said.</summary>
    public static DirectiveConfig? Read(OptionEntry entry, ConfigContext context)
    {
        if (entry.Form == EntryForm.Words)
            return Read(entry.Name, entry.NameSpan, entry, context);

        var name = entry.Block?.FirstOrDefault(option => option.Name == DirectiveListNames.NameKey);
        if (name is not { Form: EntryForm.Single, Values: [{ Kind: ValueKind.String } value] })
        {
            context.Diagnostics.Error(
                DiagnosticCodes.MissingOption,
                name?.NameSpan ?? entry.NameSpan,
                "a table of `directives` says which it is: `directive = \"respond\"`");
            return null;
        }

        return Read(value.Text, value.Span, entry with { Name = value.Text, Block = [.. entry.Block!.Where(option => option != name)] }, context);
    }

    public static OptionEntry Write(DirectiveConfig config, ConfigFormat format) => Of(config).Write(config, format);

    private static IDirective Of(DirectiveConfig config) => Array.Find(All, directive => directive.Is(config))!;

    private static IDirective? Find(string name) => Array.Find(All, directive => directive.Name == name || directive.Aliases.Contains(name));

    private static DirectiveConfig? Read(string name, SourceSpan span, OptionEntry entry, ConfigContext context)
    {
        if (!entry.IsQuoted && Find(name) is { } directive)
            return directive.Read(entry, context);

        if (Refused.TryGetValue(name, out var instead))
            context.Diagnostics.NotSupported(span, $"`{name}`", instead);
        else if (OfSite.Contains(name))
            context.Diagnostics.Error(DiagnosticCodes.MisplacedDirective, span, $"`{name}` belongs to a site, and not inside another directive");
        else
            RefuseUnknown(name, span, entry, context.Diagnostics);

        return null;
    }

    private static void RefuseUnknown(string name, SourceSpan span, OptionEntry entry, DiagnosticBag diagnostics)
    {
        if (name == "{" && !entry.IsQuoted)
        {
            diagnostics.Error(DiagnosticCodes.BraceMisplaced, span, "a block needs the name of a directive before its {");
            return;
        }

        var isAddress = entry.Block is not null && name.IndexOfAny([':', '.', '/']) >= 0;
        diagnostics.Error(
            DiagnosticCodes.UnknownDirective,
            span,
            $"there is no directive `{name}`",
            isAddress
                ? "if it begins a second site: every site needs braces { } around its directives"
                : Earlier.GetValueOrDefault(name) ?? NearestName.Hint(name, [.. OrderedNames, .. OfSite]));
    }
}
