using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Files;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>try_files</c>: rewrites to the first file that is there; what is behind a <c>?</c> is the query then.</summary>
internal sealed class TryFilesStep
{
    private readonly FileSearch _search;
    private readonly QueryTemplate?[] _queries;
    private readonly SiteHandler _next;

    public TryFilesStep(TryFilesConfig config, TemplateCompiler templates, SiteHandler next)
    {
        var files = config.Files.Select(file => TargetTemplate.CutQuery(file.Value)).ToList();
        _search = new FileSearch(null, [.. files.Select(file => file.Path)], config.Policy?.Value ?? TryPolicy.FirstExist, [], templates);
        _queries = [.. files.Select(file => file.Query is { } query ? new QueryTemplate(query, templates) : null)];
        _next = next;
    }

    public Task HandleAsync(SiteRequest request)
    {
        if (_search.Find(request) is not { } found)
            return request.Error is null ? _next(request) : Task.CompletedTask;

        request.File = found.File;
        var query = _queries[found.Index]?.Fill(request);
        var target = request.Target with { Path = found.File.Relative };
        request.Rewrite(query is null ? target : target with { Query = query });
        return _next(request);
    }
}
