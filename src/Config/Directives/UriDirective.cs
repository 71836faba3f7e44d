using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;
using FerroGate.Config.Text;

namespace FerroGate.Config.Directives;

/// <summary><c>uri</c>.</summary>
internal static class UriDirective
{
    public static IDirective Value { get; } = new Directive<UriConfig>(
        "uri",
        "Changes a part of the request's URI.",
        span => new UriConfig(span),
        new Shape<UriConfig>(UriArguments.Value) { Check = Check }
            .Value("strip_prefix", Forms.Template.Such("path", "/api"), uri => uri.StripPrefix,
                (uri, prefix) => uri with { StripPrefix = prefix }, "Takes this off the beginning of the path.", OptionPlace.Line)
            .Value("strip_suffix", Forms.Template.Such("path", ".php"), uri => uri.StripSuffix,
                (uri, suffix) => uri with { StripSuffix = suffix }, "Takes this off the end of the path.", OptionPlace.Line)
            .Block("replace", () => Replace, uri => uri.Replace, (uri, replace) => uri with { Replace = replace },
                _ => new UriReplaceConfig(), "Replaces a text in path and query.", OptionPlace.Line)
            .Block("path_regexp", () => PathRegexp, uri => uri.PathRegexp, (uri, regexp) => uri with { PathRegexp = regexp },
                _ => new UriPathRegexpConfig(), "Replaces what a regular expression finds in the path.", OptionPlace.Line)
            .Blocks("query", () => QueryRuleShape.Shape, uri => uri.Query, (uri, rules) => uri with { Query = rules },
                _ => new QueryRuleConfig(QueryOperation.Set), "Changes the query.", OptionPlace.TomlOnly)
            .Blocks("<rule>", () => QueryRuleShape.Shape, uri => uri.Query, (uri, rules) => uri with { Query = rules },
                _ => new QueryRuleConfig(QueryOperation.Set),
                "After `query`: `name value`, `+name value`, `-name`, `name>new`, `name find replacement`.", OptionPlace.CaddyfileOnly, rest: true));

    private static Shape<UriReplaceConfig> Replace => field ??= new Shape<UriReplaceConfig>(Arguments.InOrder("find", "replacement", "limit"))
        .Value("find", Forms.Template.Such("text", "/docs/"), replace => replace.Find, (replace, text) => replace with { Find = text },
            "What is replaced.", OptionPlace.Line, required: true)
        .Value("replacement", Forms.Template.Such("text", "/v1/docs/"), replace => replace.Replacement,
            (replace, text) => replace with { Replacement = text }, "What takes its place.", OptionPlace.Line, required: true)
        .Value("limit", Forms.Int(least: 0), replace => replace.Limit, (replace, limit) => replace with { Limit = limit },
            "At most so many times.", OptionPlace.Line, fallback: "every time");

    private static Shape<UriPathRegexpConfig> PathRegexp => field ??= new Shape<UriPathRegexpConfig>(Arguments.InOrder("find", "replacement"))
        .Value("find", Forms.Regexp, regexp => regexp.Find, (regexp, find) => regexp with { Find = find },
            "The regular expression.", OptionPlace.Line, required: true)
        .Value("replacement", Forms.Template.Such("text", "/$1"), regexp => regexp.Replacement,
            (regexp, text) => regexp with { Replacement = text }, "What takes its place; `$1` is what a group caught.",
            OptionPlace.Line, required: true);

    private static void Check(UriConfig uri, OptionEntry owner, ConfigContext context)
    {
        var count = new object?[] { uri.StripPrefix, uri.StripSuffix, uri.Replace, uri.PathRegexp, uri.Query.Count > 0 ? uri.Query : null }
            .Count(operation => operation is not null);
        if (count > 1)
            context.Diagnostics.Error(DiagnosticCodes.ConflictingOptions, owner.NameSpan, "`uri` does one thing; write a second `uri` for the other");
        else if (count == 0 && owner.Values.Count == 0)
            context.Diagnostics.Error(DiagnosticCodes.MissingArgument, owner.NameSpan, "`uri` wants to know what it changes", UriArguments.Hint);
    }
}
