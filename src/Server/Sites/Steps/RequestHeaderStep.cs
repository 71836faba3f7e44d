using FerroGate.Config.Model.Directives;
using FerroGate.Server.Ai;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>request_header</c>: changes headers of the request, for what comes after it and for upstreams.</summary>
internal sealed class RequestHeaderStep(RequestHeaderConfig config, TemplateCompiler templates, SiteHandler next)
{
    private readonly HeaderChange[] _changes =
        [.. config.Rules.Select(rule => new HeaderChange(rule, ValueOf(rule, templates))).OrderBy(change => change.Order)];

    public Task HandleAsync(SiteRequest request)
    {
        foreach (var change in _changes)
            change.Apply(request, request.Request.Headers);
        return next(request);
    }

    // Under another name a key of ours could pass the proxy unseen.
    private static Func<SiteRequest, string?>? ValueOf(HeaderRuleConfig rule, TemplateCompiler templates)
    {
        if (templates.CompileIfThere(rule.Value) is not { } value)
            return null;
        if (value.Constant is { } constant)
        {
            var written = HeaderText.Write(constant);
            return _ => written;
        }

        var keys = templates.Sources.Keys;
        return request => value.ShowUnset(request) is var text && KeyTraces.AreIn(text, keys) ? null : HeaderText.Write(text);
    }
}
