using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary><c>random_choose</c>: the least busy of some that are drawn.</summary>
internal sealed class RandomChoosePolicy(int count, Func<int, int> draw) : IBalancingPolicy
{
    private readonly LeastConnectionsPolicy _leastBusy = new(draw);

    public Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request)
    {
        if (upstreams.Count <= count)
            return _leastBusy.Choose(upstreams, request);

        var drawn = upstreams.ToArray();
        for (var i = 0; i < count; i++)
        {
            var other = i + draw(drawn.Length - i);
            (drawn[i], drawn[other]) = (drawn[other], drawn[i]);
        }

        return _leastBusy.Choose(drawn[..count], request);
    }
}
