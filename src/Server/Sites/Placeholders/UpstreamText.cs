using FerroGate.Config.Model;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>A text for a header of an upstream: one line, with no key of ours in it.</summary>
internal sealed class UpstreamText
{
    private readonly CompiledTemplate _template;
    private readonly PlaceholderSources _sources;

    public UpstreamText(Template template, TemplateCompiler templates)
    {
        _template = templates.Compile(template);
        _sources = templates.Sources;
    }

    /// <summary>The text; <c>null</c> where it would hold one of our keys, and must not be sent.</summary>
    public string? Of(SiteRequest request)
    {
        if (_template.Constant is { } constant)
            return HeaderText.Write(constant);

        var text = _template.Fill(request, (name, value) => Shown(name, value, request));
        return KeyTraces.AreIn(text, _sources.Keys) ? null : HeaderText.Write(text);
    }

    // It says the path as the target does, and the query without the parameters that hold a key.
    private string Shown(string placeholder, string value, SiteRequest request) => placeholder switch
    {
        "{http.request.uri.path}" => Path(request),
        "{http.request.uri.query}" => Query(request).TrimStart('?'),
        "{http.request.uri}" => Path(request) + Query(request),
        _ => value,
    };

    private static string Path(SiteRequest request) => request.Request.Path.ToUriComponent();

    private string Query(SiteRequest request) => KeyTraces.Remove(request.Request.QueryString, _sources.Keys).Value ?? "";
}
