using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>vars</c>: gives names to values.</summary>
internal sealed class VarsStep(VarsConfig config, TemplateCompiler templates, SiteHandler next)
{
    private readonly (string Name, CompiledTemplate Value)[] _variables =
        [.. config.Variables.Select(variable => (variable.Name!.Value, templates.Compile(variable.Value!.Value)))];

    public Task HandleAsync(SiteRequest request)
    {
        foreach (var (name, value) in _variables)
            request.SetVariable(name, value.Fill(request));
        return next(request);
    }
}
