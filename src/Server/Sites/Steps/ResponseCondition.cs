using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites.Steps;

/// <summary>Which answers something applies to: those of one of some statuses, and with all of some headers.</summary>
internal sealed class ResponseCondition(ResponseMatchConfig config, TemplateCompiler templates)
{
    private readonly HeaderCondition[] _headers = HeaderCondition.Compile(config.Headers, templates);
    private readonly StatusPattern[] _statuses = [.. config.Statuses.Select(status => new StatusPattern(status.Value))];

    public bool Matches(SiteRequest request)
    {
        if (_statuses.Length > 0 && !Array.Exists(_statuses, status => status.Matches(request.Response.StatusCode)))
            return false;

        foreach (var header in _headers)
        {
            if (!header.Matches(request, request.Response.Headers[header.Name]))
                return false;
        }

        return true;
    }
}
