using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary>Chooses among upstreams that can take a request.</summary>
internal interface IBalancingPolicy
{
    /// <param name="upstreams">At least one, in the order of the config.</param>
    /// <param name="request">The request that goes to it.</param>
    Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request);
}
