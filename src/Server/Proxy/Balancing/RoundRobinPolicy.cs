using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary><c>round_robin</c> and <c>weighted_round_robin</c>: each in turn, as often as its weight says.</summary>
internal sealed class RoundRobinPolicy : IBalancingPolicy
{
    private uint _turn = uint.MaxValue;

    public Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request)
    {
        var total = 0;
        foreach (var upstream in upstreams)
            total += upstream.Weight;

        var turn = Interlocked.Increment(ref _turn);
        if (total == 0)
            return upstreams[(int)(turn % (uint)upstreams.Count)];

        var place = (int)(turn % (uint)total);
        foreach (var upstream in upstreams)
        {
            place -= upstream.Weight;
            if (place < 0)
                return upstream;
        }

        return upstreams[^1];
    }
}
