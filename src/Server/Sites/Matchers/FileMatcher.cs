using FerroGate.Config.Model;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Matchers;
using FerroGate.Server.Sites.Files;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Matchers;

/// <summary><c>file</c>: one of some files is there. A last <c>=404</c> fails the request where none is.</summary>
internal sealed class FileMatcher(FileMatchConfig config, TemplateCompiler templates) : IRequestMatcher
{
    private static readonly Template RequestPath = new([new TemplatePart("path", true)]);

    private readonly FileSearch _search = new(
        config.Root,
        config.Files.Count > 0 ? [.. config.Files.Select(file => file.Value)] : [RequestPath],
        config.Policy?.Value ?? TryPolicy.FirstExist,
        config.SplitPath.Select(split => split.Value),
        templates);

    public bool Matches(SiteRequest request)
    {
        if (_search.Find(request) is not { } found)
            return false;

        request.File = found.File;
        return true;
    }
}
