using System.Globalization;

namespace FerroGate.Config.Values;

/// <summary>Reads port numbers and takes addresses apart at the colon before one.</summary>
internal static class PortText
{
    public static bool TryParse(ReadOnlySpan<char> text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port <= 65535;

    /// <summary>
    /// Splits <c>host:port</c>, <c>host</c>, <c>:port</c>, <c>[v6]:port</c> and <c>[v6]</c>; the brackets go, and the port is
    /// <c>null</c> where there is none. An IPv6 address without brackets is refused: nobody can say where it ends.
    /// </summary>
    public static bool TrySplit(string text, out string host, out string? port)
    {
        (host, port) = ("", null);
        if (text.StartsWith('['))
        {
            var close = text.IndexOf(']', StringComparison.Ordinal);
            if (close < 2)
                return false;

            host = text[1..close];
            var after = text[(close + 1)..];
            if (after.Length == 0)
                return true;

            port = after[1..];
            return after[0] == ':';
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon != text.LastIndexOf(':'))
            return false;

        host = colon < 0 ? text : text[..colon];
        port = colon < 0 ? null : text[(colon + 1)..];
        return true;
    }
}
