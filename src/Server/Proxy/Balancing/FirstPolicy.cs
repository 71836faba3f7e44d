using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary><c>first</c>: the first in the order of the config; the others stand in for it.</summary>
internal sealed class FirstPolicy : IBalancingPolicy
{
    public Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request) => upstreams[0];
}
