using System.Collections.Frozen;
using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Sites.Matchers;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Sites;

/// <summary>
/// Finds the site of a request by the listener it came in by, the host that it names and its path. A name goes before a name with
/// a star, and that before none; of one name the longest path goes first.
/// </summary>
internal sealed class SiteTable
{
    private readonly FrozenDictionary<Listener, HostTable> _hosts;
    private readonly FrozenDictionary<Listener, HostTable> _redirects;

    /// <param name="sites">The sites by listener and address.</param>
    /// <param name="redirects">What answers where none of them does.</param>
    /// <param name="asked">Upstreams of theirs that are asked whether they are well.</param>
    public SiteTable(
        IEnumerable<(Listener Listener, SiteAddress Address, Site Site)> sites,
        IEnumerable<(Listener Listener, SiteAddress Address, Site Site)> redirects,
        IReadOnlyCollection<ActiveHealth> asked)
    {
        _hosts = ByListener(sites);
        _redirects = ByListener(redirects);
        Asked = asked;
    }

    /// <summary>Upstreams that are asked whether they are well, while these sites are served.</summary>
    public IReadOnlyCollection<ActiveHealth> Asked { get; }

    /// <summary>The data listeners that the sites need.</summary>
    public IEnumerable<Listener> Listeners => _hosts.Keys;

    /// <param name="listener">Where the request came in.</param>
    /// <param name="host">The host that it names.</param>
    /// <param name="target">Path and query as the client sent them.</param>
    public Site? Find(Listener listener, HostString host, string target) =>
        Find(_hosts, listener, host, target) ?? Find(_redirects, listener, host, target);

    private static FrozenDictionary<Listener, HostTable> ByListener(IEnumerable<(Listener Listener, SiteAddress Address, Site Site)> sites) =>
        sites.GroupBy(entry => entry.Listener).ToFrozenDictionary(group => group.Key, group => new HostTable(group));

    private static Site? Find(FrozenDictionary<Listener, HostTable> hosts, Listener listener, HostString host, string target)
    {
        if (!hosts.TryGetValue(listener, out var table))
            return null;

        // HostString keeps the brackets of IPv6 literals; site addresses have none.
        var name = host.Host.Trim('[', ']');
        if (table.Exact.TryGetValue(name, out var places) && Find(places, target) is { } site)
            return site;

        foreach (var (pattern, more) in table.Wildcards)
        {
            if (HostMatcher.IsMatch(pattern, name) && Find(more, target) is { } found)
                return found;
        }

        return Find(table.Others, target);
    }

    private static Site? Find(Place[] places, string target)
    {
        // Most sites have no path, and then there is nothing to read.
        RequestTarget? read = null;
        foreach (var place in places)
        {
            if (place.Path is null || ((read ??= RequestTarget.Read(target)) is { } known && place.Path.Matches(known)))
                return place.Site;
        }

        return null;
    }

    private sealed record Place(PathPattern? Path, Site Site);

    private sealed class HostTable
    {
        public HostTable(IEnumerable<(Listener Listener, SiteAddress Address, Site Site)> sites)
        {
            var byHost = sites.ToLookup(entry => entry.Address.Host, StringComparer.OrdinalIgnoreCase);
            var named = byHost.Where(group => group.Key.Length > 0).ToLookup(group => group.Key.Contains('*', StringComparison.Ordinal));
            Exact = named[false].ToFrozenDictionary(group => group.Key, Places, StringComparer.OrdinalIgnoreCase);
            Wildcards = [.. named[true].OrderByDescending(group => group.Key.Length).Select(group => (group.Key, Places(group)))];
            Others = Places(byHost[""]);
        }

        public FrozenDictionary<string, Place[]> Exact { get; }

        public (string Pattern, Place[] Places)[] Wildcards { get; }

        public Place[] Others { get; }

        private static Place[] Places(IEnumerable<(Listener Listener, SiteAddress Address, Site Site)> sites) =>
        [
            .. sites
                .OrderByDescending(entry => entry.Address.Path.Length)
                .Select(entry => new Place(entry.Address.Path.Length == 0 ? null : new PathPattern(entry.Address.Path), entry.Site)),
        ];
    }
}
