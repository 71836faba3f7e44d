using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>root</c>: where the files are.</summary>
internal sealed class RootStep(RootConfig config, TemplateCompiler templates, SiteHandler next)
{
    private readonly CompiledTemplate _path = templates.Compile(config.Path!.Value);

    public Task HandleAsync(SiteRequest request)
    {
        request.SetVariable(SiteRequest.RootVariable, _path.Fill(request));
        return next(request);
    }
}
