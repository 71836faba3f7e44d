using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary><c>least_conn</c>: one that answers the fewest requests; of several any.</summary>
internal sealed class LeastConnectionsPolicy(Func<int, int> draw) : IBalancingPolicy
{
    public Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request)
    {
        var chosen = upstreams[0];
        var fewest = int.MaxValue;
        var equals = 0;
        foreach (var upstream in upstreams)
        {
            var requests = upstream.State.Requests;
            if (requests > fewest)
                continue;

            equals = requests < fewest ? 1 : equals + 1;
            fewest = requests;
            if (equals == 1 || draw(equals) == 0)
                chosen = upstream;
        }

        return chosen;
    }
}
