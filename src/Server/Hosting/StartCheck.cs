using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using FerroGate.Core.Keys;

namespace FerroGate.Server.Hosting;

/// <summary>What must not be run although it is well written.</summary>
internal static class StartCheck
{
    // Everybody can read them in our documentation.
    private static readonly FrozenSet<KeyHash> PublishedKeys =
        new[] { "dev-secret", "your-client-secret" }.Select(KeyHash.Of).ToFrozenSet();

    /// <summary>Why the gateway must not start with these keys on these listeners; <c>null</c> if it may.</summary>
    public static string? Refuse(IEnumerable<VirtualKey> keys, IEnumerable<Listener> listeners)
    {
        var published = keys.FirstOrDefault(key => PublishedKeys.Contains(key.Hash) || (key.PreviousHash is { } previous && PublishedKeys.Contains(previous)));
        var open = listeners.FirstOrDefault(listener => !listener.IsLoopback);
        return published is null || open is null
            ? null
            : $"the key '{published.Id}' stands in FerroGate's documentation, and {open} can be reached from other machines. "
                + "Make a key of your own with 'ferrogate hash-key --generate', or listen on 127.0.0.1 only "
                + (open.IsAdmin ? "('admin 127.0.0.1:2019')" : "(Caddyfile: 'bind 127.0.0.1')");
    }

    /// <summary>The secret of this hash stands in our documentation.</summary>
    public static bool IsPublished(KeyHash hash) => PublishedKeys.Contains(hash);

    /// <summary>What is allowed and seldom meant; <c>null</c> where nothing is.</summary>
    public static string? Warn(IEnumerable<Listener> listeners) =>
        listeners.FirstOrDefault(listener => listener.IsAdmin && !listener.IsLoopback) is { } open
            ? $"the admin listener {open} can be reached from other machines, and keys travel to it in plain text; "
                + "listen on 127.0.0.1, or let nobody but a proxy with TLS reach it"
            : null;

    /// <summary>The machine has the address family; a default config names <c>::1</c> on machines that have no IPv6 too.</summary>
    public static bool CanBind(IPAddress address)
    {
        try
        {
            using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            probe.Bind(new IPEndPoint(address, 0));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
