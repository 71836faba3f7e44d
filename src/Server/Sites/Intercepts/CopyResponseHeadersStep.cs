using System.Collections.Frozen;
using FerroGate.Config.Model.Directives;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Sites.Requests;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace FerroGate.Server.Sites.Intercepts;

/// <summary><c>copy_response_headers</c>: takes header lines over from the answer of the upstream.</summary>
internal sealed class CopyResponseHeadersStep(CopyResponseHeadersConfig config, SiteHandler next)
{
    private readonly FrozenSet<string> _include = Names(config.Include);
    private readonly FrozenSet<string> _exclude = Names(config.Exclude);

    public Task HandleAsync(SiteRequest request)
    {
        var response = request.Response.Headers;
        foreach (var (name, values) in ResponseHead.HeadersOf(request.Proxied!.Answer!))
        {
            var isWanted = _include.Count > 0 ? _include.Contains(name) : !_exclude.Contains(name);

            // The length is that of a body which is not sent.
            if (isWanted && !name.Equals(HeaderNames.ContentLength, StringComparison.OrdinalIgnoreCase))
                response[name] = response.TryGetValue(name, out var before) ? StringValues.Concat(before, values) : values;
        }

        return next(request);
    }

    private static FrozenSet<string> Names(IEnumerable<Config.Text.Setting<string>> names) =>
        names.Select(name => name.Value).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
