namespace FerroGate.Config.Values;

/// <summary>Reads the host and port that the placeholders of an upstream gave.</summary>
public static class UpstreamDial
{
    /// <summary>Whether a text is <c>host:port</c>, with the brackets of an IPv6 address around the host.</summary>
    /// <param name="text">The text.</param>
    /// <param name="standardPort">The port where the text has none.</param>
    /// <param name="host">Without brackets, in lower case.</param>
    /// <param name="port">From 1 to 65535.</param>
    public static bool TryRead(string text, int standardPort, out string host, out int port)
    {
        port = standardPort;
        if (!PortText.TrySplit(text, out host, out var portText) || (!HostText.IsAddress(host) && !HostText.IsName(host)))
            return false;

        host = host.ToLowerInvariant();
        return portText is null || (PortText.TryParse(portText, out port) && port > 0);
    }
}
