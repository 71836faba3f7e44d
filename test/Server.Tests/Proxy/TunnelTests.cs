using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using FerroGate.Server.Proxy.Exchange;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Testing;
using FerroGate.Testing.Tls;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary>The ends of a connection that has become another protocol.</summary>
public sealed class TunnelTests
{
    [Fact]
    public async Task One_whose_end_the_upstream_does_not_take_can_be_cancelled()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var issued = new TestAuthority().Issue("localhost");
        using var certificate = X509Certificate2.CreateFromPem(issued.Chain, issued.Key);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint);
        await using var upstream = new SslStream(new NetworkStream(await listener.AcceptSocketAsync(Patience.Token()), ownsSocket: true));
#pragma warning disable CA5359 // It is the other end of this test.
        var secure = new SslStream(new NetworkStream(socket), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await Task.WhenAll(upstream.AuthenticateAsServerAsync(certificate), secure.AuthenticateAsClientAsync("localhost"));
        await using var connection = new EarlyAnswerStream(secure);
        var stuck = connection.WriteAsync(new byte[64 << 20]).AsTask();
        using var over = new CancellationTokenSource();

        var running = new Tunnel(Stream.Null, connection, connection, _ => { }).RunAsync(over.Token);
        await over.CancelAsync();

        await running.WaitAsync(Patience.Limit);
        Assert.False(stuck.IsCompleted);
    }
}
