using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary>The options of <c>reverse_proxy</c> that begin with <c>lb_</c>.</summary>
internal static class LoadBalancingShape
{
    public static Shape<LoadBalancingConfig> Shape { get; } = new Shape<LoadBalancingConfig>()
        .Block("lb_policy", () => BalancingPolicyShape.Shape, balancing => balancing.Policy,
            (balancing, policy) => balancing with { Policy = policy }, _ => new BalancingPolicyConfig(),
            "How an upstream is chosen; without it at random.")
        .Value("lb_retries", Forms.Int(0), balancing => balancing.Retries, (balancing, retries) => balancing with { Retries = retries },
            "How often another upstream is tried.", fallback: "once for each other upstream that can be reached")
        .Value("lb_try_duration", Forms.DurationOrZero, balancing => balancing.TryDuration,
            (balancing, time) => balancing with { TryDuration = time }, "How long upstreams are tried, also while none is healthy.", fallback: "0s")
        .Value("lb_try_interval", Forms.DurationOrZero, balancing => balancing.TryInterval,
            (balancing, time) => balancing with { TryInterval = time }, "The pause between two tries.", fallback: "250ms")
        .Add(new RetryMatchOption());
}
