using FerroGate.Config.Model.Matchers;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary>Which upstream gets a request, and what happens when that one cannot be reached.</summary>
public sealed record LoadBalancingConfig
{
    public static LoadBalancingConfig Default { get; } = new();

    public BalancingPolicyConfig? Policy { get; init; }

    /// <summary>How often a request may go to another upstream after its first one failed.</summary>
    public Setting<int>? Retries { get; init; }

    /// <summary>How long upstreams are tried.</summary>
    public Setting<TimeSpan>? TryDuration { get; init; }

    /// <summary>The pause between two tries.</summary>
    public Setting<TimeSpan>? TryInterval { get; init; }

    /// <summary>Which requests may be sent again although an upstream may have begun with them; one of these.</summary>
    public IReadOnlyList<MatcherConfig> RetryMatch { get; init; } = [];
}
