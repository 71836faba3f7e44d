using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>uri</c>: changes a part of path or query.</summary>
internal sealed class UriStep(UriConfig config, TemplateCompiler templates, SiteHandler next)
{
    private readonly Func<SiteRequest, RequestTarget> _change = config switch
    {
        { StripPrefix: { } prefix } => UriChanges.StripPrefix(templates.Compile(prefix.Value)),
        { StripSuffix: { } suffix } => UriChanges.StripSuffix(templates.Compile(suffix.Value)),
        { Replace: { } replace } => UriChanges.Replace(replace, templates),
        { PathRegexp: { } regexp } => UriChanges.ReplaceMatches(regexp, templates),
        _ => new QueryChanges(config.Query, templates).Apply,
    };

    public Task HandleAsync(SiteRequest request)
    {
        request.Rewrite(_change(request));
        return next(request);
    }
}
