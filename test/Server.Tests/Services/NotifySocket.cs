using System.Net.Sockets;
using System.Text;
using FerroGate.Testing;

namespace FerroGate.Server.Tests.Services;

/// <summary>The socket by which a service manager hears of its services.</summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    public NotifySocket() => _socket.Bind(new UnixDomainSocketEndPoint(Path));

    public string Path => System.IO.Path.Combine(_folder.Path, "notify");

    /// <summary>The next message that is none of the signs of life, or the next of those.</summary>
    public async Task<string> NextAsync(bool isAlive = false)
    {
        var buffer = new byte[1024];
        while (true)
        {
            var text = Encoding.UTF8.GetString(buffer, 0, await _socket.ReceiveAsync(buffer, Patience.Token()));
            if (text == "WATCHDOG=1" == isAlive)
                return text;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _folder.Dispose();
    }
}
