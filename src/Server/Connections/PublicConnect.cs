using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using FerroGate.Core.Addresses;

namespace FerroGate.Server.Connections;

/// <summary>
/// Connects to addresses of the public internet only: for URLs that somebody gave the gateway by API, who may see more with its eyes than
/// with their own. What counts is the address that is connected to, whatever its name says at another moment.
/// </summary>
internal static class PublicConnect
{
    public static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var endPoint = context.DnsEndPoint;
        var addresses = await Dns.GetHostAddressesAsync(endPoint.Host, cancellation);
        var allowed = addresses.Where(address => PublicAddresses.Contain(address) && !IsOurs(address)).ToArray();
        if (allowed.Length == 0)
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"'{endPoint.Host}' has no address that a URL made by API may lead to; 'allow_private_urls on' in the config file allows others.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, endPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsOurs(IPAddress address) => NetworkInterface.GetAllNetworkInterfaces()
        .SelectMany(card => card.GetIPProperties().UnicastAddresses)
        .Any(own => own.Address.Equals(address));
}
