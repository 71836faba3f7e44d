namespace FerroGate.Config.Values;

/// <summary>Reads addresses that lines are sent to: <c>tcp/HOST:PORT</c>, <c>udp/HOST:PORT</c>, <c>unix/PATH</c>; TCP without a word.</summary>
internal static class LogAddressText
{
    private const string Unix = "unix/";
    private const string Tcp = "tcp/";
    private const string Udp = "udp/";

    // What fits into sockaddr_un.
    private const int LongestSocketPath = 107;

    public static LogAddress? Parse(string text)
    {
        if (text.StartsWith(Unix, StringComparison.Ordinal))
        {
            var path = text[Unix.Length..];
            return path.Length is > 0 and <= LongestSocketPath ? new LogAddress(LogNetwork.Unix, path, 0) : null;
        }

        var network = text.StartsWith(Udp, StringComparison.Ordinal) ? LogNetwork.Udp : LogNetwork.Tcp;
        var rest = text.StartsWith(Tcp, StringComparison.Ordinal) || network == LogNetwork.Udp ? text[Tcp.Length..] : text;
        return PortText.TrySplit(rest, out var host, out var portText)
            && PortText.TryParse(portText, out var port)
            && port > 0
            && (HostText.IsAddress(host) || HostText.IsName(host))
            ? new LogAddress(network, host, port)
            : null;
    }
}
