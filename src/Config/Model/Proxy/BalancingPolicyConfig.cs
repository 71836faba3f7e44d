using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary><c>lb_policy</c>: how an upstream is chosen.</summary>
public sealed record BalancingPolicyConfig
{
    public Setting<BalancingPolicy>? Policy { get; init; }

    /// <summary>What the policy wants to know: a number, weights, or the name of a header, parameter or cookie.</summary>
    public IReadOnlyList<Setting<string>> Arguments { get; init; } = [];

    /// <summary>How one is chosen for a request without that header, parameter or cookie.</summary>
    public BalancingPolicyConfig? Fallback { get; init; }

    /// <summary>The key that signs the cookie; without one it is the same as long as the process runs.</summary>
    public Setting<Ai.SecretConfig>? Secret { get; init; }

    /// <summary>How long a browser keeps the cookie; <c>null</c> as long as it runs.</summary>
    public Setting<TimeSpan>? MaxAge { get; init; }
}
