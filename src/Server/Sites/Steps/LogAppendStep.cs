using FerroGate.Config.Model.Directives;
using FerroGate.Server.Ai;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>log_append</c>: adds a field to the line of the access log, with the value that there is at the end.</summary>
internal sealed class LogAppendStep(LogAppendConfig config, TemplateCompiler templates, SiteHandler next)
{
    private const char Early = '<';
    private const string Hidden = "***";

    private readonly string _field = config.Field!.Value.TrimStart(Early);
    private readonly bool _isEarly = config.Field.Value.StartsWith(Early);
    private readonly CompiledTemplate _value = templates.Compile(config.Value!.Value);

    public async Task HandleAsync(SiteRequest request)
    {
        if (_isEarly)
            Add(request);
        await next(request);
        if (!_isEarly)
            Add(request);
    }

    private void Add(SiteRequest request)
    {
        var value = _value.Fill(request);
        request.AddLogField(_field, KeyTraces.AreIn(value, templates.Sources.Keys) ? Hidden : value);
    }
}
