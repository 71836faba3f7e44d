using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using FerroGate.Server.Sites.Steps;

namespace FerroGate.Server.Sites.Intercepts;

/// <summary><c>copy_response</c>: sends the answer of the upstream after all.</summary>
internal sealed class CopyResponseStep(CopyResponseConfig config, TemplateCompiler templates)
{
    private readonly StatusTemplate? _status = StatusTemplate.Compile(config.Status, templates);

    public Task HandleAsync(SiteRequest request) => request.Proxied!.RelayAsync(_status?.Of(request));
}
