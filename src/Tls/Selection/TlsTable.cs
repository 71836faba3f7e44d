using System.Collections.Frozen;
using System.Net;

namespace FerroGate.Tls.Selection;

/// <summary>
/// Chooses how the handshakes of one listener are made, by the name that the client asks for (RFC 6066, section 3), as Caddy does:
/// the site of that name, a site whose name has a star in its place, the site without a name; and where there is none, whatever
/// certificate says that it is for that name, or for the address where no name was said.
/// </summary>
public sealed class TlsTable
{
    private readonly FrozenDictionary<string, TlsPolicy> _byName;
    private readonly (string[] Labels, TlsPolicy Policy)[] _wildcards;
    private readonly TlsPolicy? _withoutName;
    private readonly TlsPolicy[] _all;

    /// <param name="sites">The names of the listener's sites; the empty one is of the site without a name.</param>
    /// <param name="others">What there is on other listeners.</param>
    public TlsTable(IEnumerable<KeyValuePair<string, TlsPolicy>> sites, IEnumerable<TlsPolicy> others)
    {
        // Of two sites of one name, that differ in their paths, the first counts.
        _byName = sites.DistinctBy(site => site.Key, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        _wildcards =
        [
            .. from site in _byName
               where site.Key.Contains('*', StringComparison.Ordinal)
               orderby site.Key.Length descending, site.Key
               select (site.Key.Split('.'), site.Value),
        ];
        _withoutName = _byName.GetValueOrDefault("");
        _all = [.. _byName.Values.Concat(others).Distinct()];
    }

    /// <summary>How the handshake is made; <c>null</c> where no certificate fits.</summary>
    /// <param name="name">The name that the client asks for; empty where it says none.</param>
    /// <param name="local">The address that it has come to.</param>
    public TlsPolicy? Find(string name, IPAddress? local)
    {
        if (name.Length > 0 && FindSite(name) is { } site)
            return site;
        if (_withoutName is not null)
            return _withoutName;

        return name.Length > 0
            ? Array.Find(_all, policy => policy.Certificate.IsFor(name))
            : Array.Find(_all, policy => local is not null && policy.Certificate.IsFor(local));
    }

    private TlsPolicy? FindSite(string name)
    {
        if (_byName.TryGetValue(name, out var exact))
            return exact;
        if (_wildcards.Length == 0)
            return null;

        var labels = name.Split('.');
        return Array.Find(_wildcards, wildcard => IsMatch(wildcard.Labels, labels)).Policy;
    }

    private static bool IsMatch(string[] pattern, string[] labels) =>
        pattern.Length == labels.Length
        && pattern.Zip(labels).All(pair => pair.First == "*" || pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));
}
