using FerroGate.Config.Model.Directives;
using FerroGate.Config.Patterns;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary>The changes of a path that <c>uri</c> and <c>handle_path</c> make, on its escaped form as in Caddy.</summary>
internal static class UriChanges
{
    public static Func<SiteRequest, RequestTarget> StripPrefix(CompiledTemplate template) => request =>
    {
        var prefix = template.Fill(request);
        if (!prefix.StartsWith('/'))
            prefix = "/" + prefix;
        return request.Target.ChangePath(path => WithoutPrefix(Clean(path, prefix), prefix));
    };

    public static Func<SiteRequest, RequestTarget> StripSuffix(CompiledTemplate template) => request =>
    {
        var suffix = template.Fill(request);
        return request.Target.ChangePath(path => Clean(path, suffix) is var clean
            && clean.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) ? clean[..^suffix.Length] : clean);
    };

    public static Func<SiteRequest, RequestTarget> Replace(UriReplaceConfig config, TemplateCompiler templates)
    {
        var find = templates.Compile(config.Find!.Value);
        var replacement = templates.Compile(config.Replacement!.Value);
        var limit = config.Limit?.Value is > 0 and var most ? most : int.MaxValue;
        return request =>
        {
            var (text, by) = (find.Fill(request), replacement.Fill(request));
            var target = request.Target.ChangePath(path => ReplaceSome(Clean(path, find.Written), text, by, limit));
            return target with { Query = ReplaceSome(target.Query, text, by, limit) };
        };
    }

    public static Func<SiteRequest, RequestTarget> ReplaceMatches(UriPathRegexpConfig config, TemplateCompiler templates)
    {
        var find = config.Find!.Value.Compile();
        var replacement = templates.Compile(config.Replacement!.Value);
        var ready = replacement.Constant is { } constant ? Expansion.Read(constant) : null;
        return request =>
        {
            var by = ready ?? Expansion.Read(replacement.Fill(request));
            return request.Target.ChangePath(path => find.ReplaceAll(path, by));
        };
    }

    /// <summary>
    /// Takes a prefix off an escaped path; letter case does not count. Where the prefix has an escape the path must have the same,
    /// elsewhere an escape in the path is the character that it stands for.
    /// </summary>
    public static string WithoutPrefix(string path, string prefix)
    {
        var at = 0;
        for (var i = 0; i < prefix.Length; i++)
        {
            if (at >= path.Length)
                return path;

            var isEscape = prefix[i] != '%' && GoEscapes.ByteAt(path, at) is not null;
            var found = isEscape ? GoEscapes.Unescape(path.Substring(at, 3))! : path[at].ToString();
            if (!found.Equals(prefix[i].ToString(), StringComparison.OrdinalIgnoreCase))
                return path;

            at += isEscape ? 3 : 1;
        }

        return path[at..];
    }

    private static string Clean(string path, string pattern) =>
        PathText.Clean(path, mergeSlashes: !pattern.Contains("//", StringComparison.Ordinal));

    private static string ReplaceSome(string text, string find, string by, int limit)
    {
        if (find.Length == 0 || text.Length == 0)
            return text;
        if (limit == int.MaxValue)
            return text.Replace(find, by, StringComparison.Ordinal);

        var pieces = text.Split(find, limit + 1);
        return string.Join(by, pieces);
    }
}
