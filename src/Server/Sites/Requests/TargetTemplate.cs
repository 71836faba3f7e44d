using FerroGate.Config.Model;
using FerroGate.Server.Sites.Placeholders;

namespace FerroGate.Server.Sites.Requests;

/// <summary>A path and a query with placeholders, to rewrite to. A part that is not written stays as it is.</summary>
internal sealed class TargetTemplate
{
    private const string PathPlaceholder = "{http.request.uri.path}";

    private readonly CompiledTemplate? _path;
    private readonly QueryTemplate? _query;

    public TargetTemplate(Template to, TemplateCompiler templates)
    {
        var (path, rest) = Cut(to, "?#");
        var query = rest is null || IsFragment(to) ? null : Cut(rest, "#").Before;
        _path = path.Parts.Count > 0 ? templates.Compile(path) : null;
        _query = query is null ? null : new QueryTemplate(query, templates);
    }

    public RequestTarget Fill(SiteRequest request)
    {
        var target = request.Target;
        var query = _query?.Fill(request);
        if (_path is not null)
        {
            var path = _path.Fill(request, (name, value) => name == PathPlaceholder ? target.EscapedPath : value);
            var mark = path.IndexOf('?', StringComparison.Ordinal);
            if (mark >= 0)
            {
                // The value of a placeholder brought it; what the config says of the query goes before that.
                query = string.IsNullOrEmpty(query) ? path[(mark + 1)..] : query;
                path = path[..mark];
            }

            target = target.WithEscapedPath(path);
        }

        return query is null ? target : target with { Query = query };
    }

    /// <summary>A path, and the query behind its question mark.</summary>
    public static (Template Path, Template? Query) CutQuery(Template target) => Cut(target, "?");

    /// <summary>Divides a template at the first of some characters in its text.</summary>
    private static (Template Before, Template? After) Cut(Template template, string characters)
    {
        for (var i = 0; i < template.Parts.Count; i++)
        {
            var part = template.Parts[i];
            if (part.IsPlaceholder || part.Text.AsSpan().IndexOfAny(characters) is not (>= 0 and var at))
                continue;

            var before = template.Parts.Take(i).Append(part with { Text = part.Text[..at] });
            var after = template.Parts.Skip(i + 1).Prepend(part with { Text = part.Text[(at + 1)..] });
            return (WithoutEmpty(before), WithoutEmpty(after));
        }

        return (template, null);
    }

    private static bool IsFragment(Template to)
    {
        var first = to.Parts.Where(part => !part.IsPlaceholder).SelectMany(part => part.Text).FirstOrDefault(character => character is '?' or '#');
        return first == '#';
    }

    private static Template WithoutEmpty(IEnumerable<TemplatePart> parts) => new([.. parts.Where(part => part.Text.Length > 0)]);
}
