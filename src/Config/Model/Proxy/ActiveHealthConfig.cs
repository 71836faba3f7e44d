using FerroGate.Config.Patterns;
using FerroGate.Config.Text;

namespace FerroGate.Config.Model.Proxy;

/// <summary>Upstreams are asked again and again whether they are well.</summary>
public sealed record ActiveHealthConfig
{
    public static ActiveHealthConfig Off { get; } = new();

    /// <summary>What they are asked for; this turns it on.</summary>
    public Setting<string>? Uri { get; init; }

    /// <summary>The host and port that is asked in place of the upstream's own.</summary>
    public Setting<UpstreamAddress>? Upstream { get; init; }

    /// <summary>The port that is asked in place of the upstream's own.</summary>
    public Setting<int>? Port { get; init; }

    public Setting<string>? Method { get; init; }

    public Setting<string>? RequestBody { get; init; }

    public Setting<TimeSpan>? Interval { get; init; }

    public Setting<TimeSpan>? Timeout { get; init; }

    /// <summary>So many good answers after each other make an upstream healthy.</summary>
    public Setting<int>? Passes { get; init; }

    /// <summary>So many failures after each other make it unhealthy.</summary>
    public Setting<int>? Fails { get; init; }

    /// <summary>The status of a good answer, or a class such as <c>2xx</c>.</summary>
    public Setting<string>? Status { get; init; }

    /// <summary>What the body of a good answer matches.</summary>
    public Setting<RegularExpression>? Body { get; init; }

    public HealthHeadersConfig? Headers { get; init; }

    /// <summary>Redirects are followed; the last answer counts.</summary>
    public Setting<bool>? FollowRedirects { get; init; }
}
