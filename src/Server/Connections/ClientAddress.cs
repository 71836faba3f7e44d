using System.Net;
using System.Net.Sockets;
using FerroGate.Core.Addresses;

namespace FerroGate.Server.Connections;

/// <summary>Who a request comes from.</summary>
internal static class ClientAddress
{
    /// <summary>The other end of the connection; never an IPv4 address in IPv6's clothes.</summary>
    public static IPAddress? RemoteOf(HttpContext http) => Plain(http.Connection.RemoteIpAddress);

    /// <summary>
    /// The client: the other end of the connection, or whom trusted proxies name. Each proxy adds behind the others whom it was
    /// called by, so the list is read from its end, and what stands before the first address that is not trusted is a mere claim.
    /// </summary>
    public static IPAddress? Of(HttpContext http, ServerSettings server)
    {
        var remote = RemoteOf(http);
        if (!server.TrustedProxies.Contain(remote))
            return remote;

        foreach (var name in server.ClientIpHeaders)
        {
            if (http.Request.Headers[name] is { Count: > 0 } values && Read(values.ToString(), server.TrustedProxies) is { } client)
                return client;
        }

        return remote;
    }

    // `null` where the header names nobody that could be read.
    private static IPAddress? Read(string list, AddressRanges trusted)
    {
        IPAddress? client = null;
        foreach (var entry in Enumerable.Reverse(list.Split(',')))
        {
            if (Parse(entry.Trim()) is not { } address)
                return client;

            client = address;
            if (!trusted.Contain(address))
                return client;
        }

        return client;
    }

    // Some proxies write the port as well.
    private static IPAddress? Parse(string text) =>
        IPAddress.TryParse(text, out var address) ? (IsUsual(text, address) ? Plain(address) : null)
        : IPEndPoint.TryParse(text, out var endPoint) && IsUsual(text[..Math.Max(0, text.LastIndexOf(':'))], endPoint.Address) ? Plain(endPoint.Address)
        : null;

    // `1`, `0x7f.1` and `010.0.0.1` are read as addresses too, and by no two programs alike.
    private static bool IsUsual(string text, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 || text == address.ToString();

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
}
