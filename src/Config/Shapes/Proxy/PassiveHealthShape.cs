using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes.Proxy;

/// <summary>The options of <c>reverse_proxy</c> that learn from what passes through.</summary>
internal static class PassiveHealthShape
{
    public static Shape<PassiveHealthConfig> Shape { get; } = new Shape<PassiveHealthConfig>()
        .Value("fail_duration", Forms.DurationOrZero, health => health.FailDuration, (health, time) => health with { FailDuration = time },
            "How long a failure is remembered.", fallback: "0s, not at all")
        .Value("max_fails", Forms.Int(), health => health.MaxFails, (health, fails) => health with { MaxFails = fails },
            "So many remembered failures keep requests away.", fallback: "1")
        .Value("unhealthy_request_count", Forms.Int(), health => health.RequestCount, (health, count) => health with { RequestCount = count },
            "So many requests at a time keep further ones away.")
        .List("unhealthy_status", ResponseMatchShape.Status, health => health.Statuses, (health, statuses) => health with { Statuses = statuses },
            "Statuses that are failures.")
        .Value("unhealthy_latency", Forms.Duration, health => health.Latency, (health, time) => health with { Latency = time },
            "An answer that takes longer is a failure.");
}
