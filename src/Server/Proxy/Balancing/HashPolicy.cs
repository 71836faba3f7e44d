using System.IO.Hashing;
using System.Text;
using FerroGate.Server.Proxy.Upstreams;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Proxy.Balancing;

/// <summary>
/// Requests of which something is the same go to the same upstream (rendezvous hashing: when one comes or goes, only the requests
/// of that one move).
/// </summary>
/// <param name="keyOf">What must be the same; <c>null</c> where the request has none.</param>
/// <param name="fallback">Chooses for requests that have none.</param>
internal sealed class HashPolicy(Func<SiteRequest, string?> keyOf, IBalancingPolicy fallback) : IBalancingPolicy
{
    public Upstream Choose(IReadOnlyList<Upstream> upstreams, SiteRequest request)
    {
        if (upstreams.Count == 1)
            return upstreams[0];
        if (keyOf(request) is not { Length: > 0 } key)
            return fallback.Choose(upstreams, request);

        var chosen = upstreams[0];
        var highest = 0UL;
        foreach (var upstream in upstreams)
        {
            var hash = XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"{upstream.Address} {key}"));
            if (hash >= highest)
                (highest, chosen) = (hash, upstream);
        }

        return chosen;
    }
}
