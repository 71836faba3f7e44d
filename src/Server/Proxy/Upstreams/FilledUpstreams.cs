using System.Collections.Concurrent;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Values;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>Upstreams of which some have placeholders, so that each request may have others.</summary>
/// <param name="upstreams">In the order of the config: an upstream, or what gives its host and port.</param>
/// <param name="factory">Makes an upstream of what the request gave.</param>
internal sealed class FilledUpstreams(
    IReadOnlyList<(Upstream? Written, CompiledTemplate? Dial, UpstreamScheme? Scheme)> upstreams, UpstreamFactory factory) : IUpstreamSource
{
    // Requests may name any number of them; those that were named lately are kept, with the failures that they are remembered for.
    private const int MostKnown = 1_000;

    private readonly ConcurrentDictionary<(UpstreamScheme? Scheme, string Host, int Port), Upstream> _known = new();

    public ValueTask<IReadOnlyList<Upstream>> FindAsync(SiteRequest request, CancellationToken cancellation)
    {
        var found = new List<Upstream>(upstreams.Count);
        foreach (var (written, dial, scheme) in upstreams)
        {
            if (written is not null)
                found.Add(written);
            else if (UpstreamDial.TryRead(dial!.Fill(request), scheme == UpstreamScheme.Https ? 443 : 80, out var host, out var port))
                found.Add(Known(scheme, host, port));
        }

        return new(found);
    }

    private Upstream Known(UpstreamScheme? scheme, string host, int port)
    {
        if (_known.TryGetValue((scheme, host, port), out var known))
            return known;

        if (_known.Count >= MostKnown)
            _known.Clear();

        return _known.GetOrAdd((scheme, host, port), key => factory.Of(key.Scheme, key.Host, key.Port));
    }
}
