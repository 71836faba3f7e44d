using FerroGate.Config.Model.Directives;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary><c>header</c>: changes headers of the answer, at once or when it is about to be sent.</summary>
internal sealed class HeaderStep
{
    private readonly HeaderChange[] _now;
    private readonly HeaderChange[] _late;
    private readonly ResponseCondition? _when;
    private readonly SiteHandler _next;

    public HeaderStep(HeaderConfig config, TemplateCompiler templates, SiteHandler next)
    {
        // As in Caddy, one change that has to wait makes those wait that stand with it.
        var waits = config.Defer is { Value: true } || config.When is not null || config.Rules.Any(rule => rule.Operation
            is HeaderOperation.Delete or HeaderOperation.SetLate or HeaderOperation.ReplaceLate);
        var changes = config.Rules.ToLookup(
            rule => waits || rule.Operation == HeaderOperation.Default, rule => Compile(rule, templates));
        _now = [.. changes[false].OrderBy(change => change.Order)];
        _late = [.. changes[true].OrderBy(change => change.Order)];
        _when = config.When is { } when ? new ResponseCondition(when, templates) : null;
        _next = next;
    }

    public Task HandleAsync(SiteRequest request)
    {
        foreach (var change in _now)
            change.Apply(request, request.Response.Headers);
        return _late.Length == 0 ? _next(request) : HandleLateAsync(request);
    }

    private static HeaderChange Compile(HeaderRuleConfig rule, TemplateCompiler templates)
    {
        var value = templates.CompileIfThere(rule.Value);
        return new HeaderChange(rule, value is null ? null : request => HeaderText.Write(value.ShowUnset(request)));
    }

    private async Task HandleLateAsync(SiteRequest request)
    {
        var late = new LateHeaders(request, _late, _when);
        request.Response.OnStarting(LateHeaders.ApplyAsync, late);
        await _next(request);

        // Whoever answers now stands before this directive.
        if (request.Error is not null || request.IsUnanswered)
            late.Cancel();
    }
}
