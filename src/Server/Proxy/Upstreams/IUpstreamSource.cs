using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>Knows the upstreams of a <c>reverse_proxy</c>.</summary>
internal interface IUpstreamSource
{
    /// <summary>Those that a request can go to; empty where there are none at the moment.</summary>
    ValueTask<IReadOnlyList<Upstream>> FindAsync(SiteRequest request, CancellationToken cancellation);
}
