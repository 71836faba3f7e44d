using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>method</c>: changes the request's method.</summary>
internal sealed class MethodStep(MethodConfig config, TemplateCompiler templates, SiteHandler next)
{
    private readonly CompiledTemplate _method = templates.Compile(config.Method!.Value);

    public Task HandleAsync(SiteRequest request)
    {
        if (_method.Fill(request).ToUpperInvariant() is { Length: > 0 } method)
            request.Request.Method = method;
        return next(request);
    }
}
