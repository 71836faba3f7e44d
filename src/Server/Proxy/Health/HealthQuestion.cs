using FerroGate.Config.Patterns;
using FerroGate.Server.Proxy.Transport;

namespace FerroGate.Server.Proxy.Health;

/// <summary>What an upstream is asked to know whether it is well. Two that are equal are one, also across reloads.</summary>
internal sealed record HealthQuestion
{
    public required string Url { get; init; }

    public required string Method { get; init; }

    /// <summary>Lines of <c>Name: value</c>.</summary>
    public required string Headers { get; init; }

    public string? Body { get; init; }

    public required TimeSpan Interval { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>So many good answers after each other make it healthy.</summary>
    public required int Passes { get; init; }

    /// <summary>So many others after each other make it unhealthy.</summary>
    public required int Fails { get; init; }

    /// <summary>The status of a good answer, or a class such as <c>2xx</c>.</summary>
    public required string Status { get; init; }

    /// <summary>What the body of a good answer matches.</summary>
    public RegularExpression? BodyPattern { get; init; }

    public required bool FollowsRedirects { get; init; }

    /// <summary>How it is reached.</summary>
    public required ClientSettings Client { get; init; }

    public required bool IsH2c { get; init; }
}
