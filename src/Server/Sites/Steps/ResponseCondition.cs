using FerroGate.Config.Model.Directives;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;
using Microsoft.Extensions.Primitives;

namespace FerroGate.Server.Sites.Steps;

/// <summary>Which answers something applies to: those of one of some statuses, and with all of some headers.</summary>
internal sealed class ResponseCondition(ResponseMatchConfig config, TemplateCompiler templates)
{
    private readonly HeaderCondition[] _headers = HeaderCondition.Compile(config.Headers, templates);
    private readonly StatusPattern[] _statuses = [.. config.Statuses.Select(status => new StatusPattern(status.Value))];

    /// <summary>Whether the answer that is about to be sent is one of them.</summary>
    public bool Matches(SiteRequest request) => Matches(request, request.Response.StatusCode, name => request.Response.Headers[name]);

    /// <summary>Whether an answer that is not the client's yet is one of them.</summary>
    public bool Matches(SiteRequest request, int status, Func<string, StringValues> headerOf)
    {
        if (_statuses.Length > 0 && !Array.Exists(_statuses, pattern => pattern.Matches(status)))
            return false;

        foreach (var header in _headers)
        {
            if (!header.Matches(request, headerOf(header.Name)))
                return false;
        }

        return true;
    }
}
