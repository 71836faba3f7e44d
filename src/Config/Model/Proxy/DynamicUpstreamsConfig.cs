using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary><c>dynamic a</c> and <c>dynamic srv</c>: upstreams that DNS names.</summary>
public sealed record DynamicUpstreamsConfig
{
    public Setting<DynamicSource>? Source { get; init; }

    /// <summary>The domain; of <c>srv</c> the whole name, or what comes behind service and protocol.</summary>
    public Setting<Template>? Name { get; init; }

    /// <summary>The port of the addresses of <c>a</c>.</summary>
    public Setting<Template>? Port { get; init; }

    /// <summary>The first label of <c>srv</c>, without its underscore.</summary>
    public Setting<Template>? Service { get; init; }

    /// <summary>The second label of <c>srv</c>, without its underscore.</summary>
    public Setting<Template>? Protocol { get; init; }

    /// <summary>How long an answer of DNS counts.</summary>
    public Setting<TimeSpan>? Refresh { get; init; }

    /// <summary>How long an answer counts on when DNS fails.</summary>
    public Setting<TimeSpan>? GracePeriod { get; init; }

    /// <summary>DNS servers in place of those of the system.</summary>
    public IReadOnlyList<Setting<string>> Resolvers { get; init; } = [];

    /// <summary>How long a DNS server may take.</summary>
    public Setting<TimeSpan>? DialTimeout { get; init; }

    /// <summary><c>ipv4</c>, <c>ipv6</c> or both.</summary>
    public IReadOnlyList<Setting<string>> Versions { get; init; } = [];
}
