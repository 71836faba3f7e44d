using System.Collections.Frozen;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Sites;

/// <summary>Finds the site of a request by the listener it came in by and the host that it names.</summary>
public sealed class SiteTable
{
    private readonly FrozenDictionary<Listener, FrozenDictionary<string, Site>> _sites;

    /// <param name="sites">The sites by listener and host; the empty host is every other one.</param>
    public SiteTable(IEnumerable<(Listener Listener, string Host, Site Site)> sites)
    {
        _sites = sites
            .GroupBy(entry => entry.Listener)
            .ToFrozenDictionary(
                group => group.Key,
                group => group.ToFrozenDictionary(entry => entry.Host, entry => entry.Site, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The data listeners that the sites need.</summary>
    public IEnumerable<Listener> Listeners => _sites.Keys;

    public Site? Find(Listener listener, HostString host)
    {
        if (!_sites.TryGetValue(listener, out var byHost))
        {
            return null;
        }

        // HostString keeps the brackets of IPv6 literals; site addresses have none.
        return byHost.TryGetValue(host.Host.Trim('[', ']'), out var site) || byHost.TryGetValue("", out site) ? site : null;
    }
}
