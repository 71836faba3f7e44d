using FerroGate.Config.Model;

namespace FerroGate.Config.Values;

/// <summary>Reads addresses to listen on: an IP address, <c>localhost</c> or nothing, and a port.</summary>
internal static class ListenAddressText
{
    public static bool TryParse(string text, out ListenAddress address)
    {
        address = new ListenAddress("", 0);
        if (!PortText.TrySplit(text, out var host, out var portText)
            || !PortText.TryParse(portText, out var port)
            || (host.Length > 0 && !IsInterface(host)))
        {
            return false;
        }

        address = new ListenAddress(host.ToLowerInvariant(), port);
        return true;
    }

    /// <summary>An IP address or <c>localhost</c>.</summary>
    public static bool IsInterface(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || HostText.IsAddress(host);
}
