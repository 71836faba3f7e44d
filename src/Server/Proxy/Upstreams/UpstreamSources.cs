using System.Globalization;
using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Sites.Placeholders;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>Chooses how the upstreams of a <c>reverse_proxy</c> are known.</summary>
internal static class UpstreamSources
{
    public static IUpstreamSource Make(ReverseProxyConfig config, UpstreamFactory factory, TemplateCompiler templates, TimeProvider clock)
    {
        if (config.Dynamic is { } dynamic)
            return new DnsUpstreams(dynamic, templates, factory, clock);

        var weights = config.Balancing.Policy is { Policy.Value: BalancingPolicy.WeightedRoundRobin } policy
            ? policy.Arguments.Select(weight => int.Parse(weight.Value, CultureInfo.InvariantCulture)).ToList()
            : [];
        var upstreams = new List<(Upstream? Written, CompiledTemplate? Dial, UpstreamScheme? Scheme)>();
        foreach (var address in config.Upstreams.Select(upstream => upstream.Value))
        {
            if (address.Dial is { } dial)
                upstreams.Add((null, templates.Compile(dial), address.Scheme));
            else if (address.SocketPath is { } socket)
                upstreams.Add((factory.OfSocket(address.Scheme, socket, NextWeight()), null, null));
            else
                upstreams.AddRange(Enumerable.Range(address.Port, 1 + (address.LastPort ?? address.Port) - address.Port).Select(port => ((Upstream?)factory.Of(address.Scheme, address.Host, port, NextWeight()), (CompiledTemplate?)null, (UpstreamScheme?)null)));
        }

        return upstreams.Exists(upstream => upstream.Written is null)
            ? new FilledUpstreams(upstreams, factory)
            : new WrittenUpstreams([.. upstreams.Select(upstream => upstream.Written!)]);

        int NextWeight() => upstreams.Count < weights.Count ? weights[upstreams.Count] : 1;
    }
}
