using System.Net;
using DnsClient;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>Finds the addresses of upstreams by the DNS servers that the config names.</summary>
internal sealed class UpstreamNames(string resolvers)
{
    private readonly LookupClient? _dns = resolvers.Length == 0 ? null : DnsServers.ClientOf(resolvers, DnsServers.StandardTimeout);

    /// <summary>The addresses; <c>null</c> where the system is to find them.</summary>
    public async Task<IPAddress[]?> FindAsync(string host, CancellationToken cancellation)
    {
        if (_dns is null || IPAddress.TryParse(host, out _))
            return null;

        return await DnsServers.AddressesOfAsync(_dns, host, v4: true, v6: true, cancellation);
    }
}
