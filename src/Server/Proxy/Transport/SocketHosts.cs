using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>Names that stand for Unix sockets in URIs, whose hosts cannot be paths. No DNS server is ever asked for one.</summary>
internal sealed class SocketHosts
{
    // RFC 2606, section 2: nobody has a name that ends so.
    private const string End = ".socket.invalid";

    private readonly ConcurrentDictionary<string, string> _hosts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _paths = new(StringComparer.Ordinal);
    // A placeholder must not be able to name the socket of another block.
    private readonly string _process = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    private int _last;

    public string HostOf(string path) => _hosts.GetOrAdd(path, added =>
    {
        var host = string.Create(CultureInfo.InvariantCulture, $"s{Interlocked.Increment(ref _last)}.{_process}{End}");
        _paths[host] = added;
        return host;
    });

    /// <summary>The path of a socket; <c>null</c> for any other host.</summary>
    public string? PathOf(string host) =>
        host.EndsWith(End, StringComparison.Ordinal) && _paths.TryGetValue(host, out var path) ? path : null;
}
