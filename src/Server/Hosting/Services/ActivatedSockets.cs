using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace FerroGate.Server.Hosting.Services;

/// <summary>
/// Listening sockets that a service manager has opened and hands to the gateway: <c>sd_listen_fds(3)</c>. It keeps them open over
/// restarts, so that connections wait instead of being refused.
/// </summary>
internal static class ActivatedSockets
{
    private const string Process = "LISTEN_PID";
    private const string Count = "LISTEN_FDS";
    private const string Names = "LISTEN_FDNAMES";
    private const int First = 3;

    /// <summary>Those for the listeners that a config wants.</summary>
    /// <exception cref="IOException">One is for no listener of the config: clients would wait there for ever.</exception>
    public static Dictionary<Listener, Socket> Take(Func<string, string?> environment, IReadOnlyCollection<Listener> wanted)
    {
        var found = new Dictionary<Listener, Socket>();
        if (environment(Process) != Environment.ProcessId.ToString(CultureInfo.InvariantCulture)
            || !int.TryParse(environment(Count), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            return found;
        }

        // They are for this process and not for those that it may start.
        foreach (var variable in (string[])[Process, Count, Names])
            Environment.SetEnvironmentVariable(variable, null);

        List<EndPoint?> unwanted = [];
        for (var number = First; number < First + count; number++)
        {
            var socket = new Socket(new SafeSocketHandle(number, ownsHandle: true));
            if (wanted.FirstOrDefault(listener => IsOf(listener, socket.LocalEndPoint)) is { } match && found.TryAdd(match, socket))
                continue;

            unwanted.Add(socket.LocalEndPoint);
            socket.Dispose();
        }

        return unwanted.Count == 0
            ? found
            : throw new IOException(
                $"the service manager hands over {string.Join(" and ", unwanted)}, and the config has no such listener; it has {string.Join(", ", wanted)}.");
    }

    private static bool IsOf(Listener listener, EndPoint? bound) =>
        bound is IPEndPoint address
        && address.Port == listener.Port
        && (listener.Address?.Equals(address.Address) ?? (address.Address.Equals(IPAddress.IPv6Any) || address.Address.Equals(IPAddress.Any)));
}
