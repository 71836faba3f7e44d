using System.Net;
using System.Net.Sockets;
using DnsClient;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>Asks DNS servers.</summary>
internal static class DnsServers
{
    public static readonly TimeSpan StandardTimeout = TimeSpan.FromSeconds(5);

    private const int Port = 53;

    /// <param name="servers">Their addresses, divided by commas; empty for those of the system.</param>
    /// <param name="timeout">How long one of them may take.</param>
    public static LookupClient ClientOf(string servers, TimeSpan timeout)
    {
        var endPoints = servers.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(EndPointOf).ToArray();
        var options = endPoints.Length > 0 ? new LookupClientOptions(endPoints) : new LookupClientOptions();

        // What an answer is worth, and for how long, the config says.
        options.UseCache = false;
        options.Timeout = timeout;
        return new LookupClient(options);
    }

    /// <summary>The addresses of a name. Throws <see cref="SocketException"/> where there are none.</summary>
    public static async Task<IPAddress[]> AddressesOfAsync(ILookupClient dns, string name, bool v4, bool v6, CancellationToken cancellation)
    {
        var found = new List<IPAddress>();
        DnsResponseException? failure = null;
        foreach (var type in (QueryType[])[.. v4 ? [QueryType.A] : Array.Empty<QueryType>(), .. v6 ? [QueryType.AAAA] : Array.Empty<QueryType>()])
        {
            try
            {
                found.AddRange((await dns.QueryAsync(name, type, cancellationToken: cancellation)).Answers.AddressRecords().Select(record => record.Address));
            }
            catch (DnsResponseException exception)
            {
                failure = exception;
            }
        }

        // Addresses of one kind are enough.
        return found.Count > 0 ? [.. found]
            : failure is null ? throw new SocketException((int)SocketError.HostNotFound)
            : throw new IOException($"DNS gives no addresses for {name}: {failure.Message}", failure);
    }

    private static IPEndPoint EndPointOf(string text)
    {
        var endPoint = IPEndPoint.Parse(text);
        return endPoint.Port == 0 ? new IPEndPoint(endPoint.Address, Port) : endPoint;
    }
}
