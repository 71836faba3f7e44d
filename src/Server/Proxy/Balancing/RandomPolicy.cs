using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary><c>random</c>: any of them.</summary>
internal sealed class RandomPolicy(Func<int, int> draw) : IBalancingPolicy
{
    public Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request) =>
        upstreams.Count == 1 ? upstreams[0] : upstreams[draw(upstreams.Count)];
}
