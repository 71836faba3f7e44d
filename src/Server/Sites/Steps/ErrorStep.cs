using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>error</c>: fails the request. Its message is not filled in, as in Caddy.</summary>
internal sealed class ErrorStep(ErrorConfig config, TemplateCompiler templates)
{
    private readonly StatusTemplate? _status = StatusTemplate.Compile(config.Status, templates);
    private readonly string _message = templates.CompileIfThere(config.Message)?.Written ?? "";

    public Task HandleAsync(SiteRequest request)
    {
        request.Fail(new SiteError(_status?.Of(request) ?? StatusCodes.Status500InternalServerError, _message));
        return Task.CompletedTask;
    }
}
