using FerroGate.Server.Sites.Matchers;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>The logs that a site writes its requests to.</summary>
internal sealed class SiteLogs(IReadOnlyList<SiteLog> logs)
{
    private readonly bool _hasHosts = logs.Any(log => log.Hosts.Count > 0);

    /// <summary>A site that says no <c>log</c>.</summary>
    public static SiteLogs None { get; } = new([]);

    /// <summary>Those for the requests of a host.</summary>
    public IReadOnlyList<SiteLog> For(HostString host)
    {
        if (!_hasHosts)
            return logs;

        var name = host.Host.Trim('[', ']');
        return [.. logs.Where(log => log.Hosts.Count == 0 || log.Hosts.Any(pattern => HostMatcher.IsMatch(pattern, name)))];
    }
}
