using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>rewrite</c>: changes path and query.</summary>
internal sealed class RewriteStep(RewriteConfig config, TemplateCompiler templates, SiteHandler next)
{
    private readonly TargetTemplate _to = new(config.To!.Value, templates);

    public Task HandleAsync(SiteRequest request)
    {
        request.Rewrite(_to.Fill(request));
        return next(request);
    }
}
