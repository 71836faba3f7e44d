using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>Upstreams that stand in the config.</summary>
internal sealed class WrittenUpstreams(IReadOnlyList<Upstream> upstreams) : IUpstreamSource
{
    public ValueTask<IReadOnlyList<Upstream>> FindAsync(SiteRequest request, CancellationToken cancellation) => new(upstreams);
}
