using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads what stands after <c>reverse_proxy</c>.</summary>
internal static class UpstreamText
{
    private static readonly string[] LaterSchemes =
    [
        "unix/", "unix+h2c/", "h2c://", "srv+http://", "srv+https://", "srv://", "fd/", "tcp/", "udp/",
    ];

    public static Setting<UpstreamAddress>? Read(string text, SourceSpan span, DiagnosticBag diagnostics)
    {
        if (LaterSchemes.FirstOrDefault(text.StartsWith) is { } later)
        {
            diagnostics.NotSupported(span, $"an upstream of the kind `{later}`", "write host:port, http://host:port or https://host:port");
            return null;
        }

        if (text.Contains('{', StringComparison.Ordinal))
        {
            diagnostics.NotSupported(span, "a placeholder in an upstream", "`{$NAME}` is replaced before the file is read");
            return null;
        }

        var scheme = "http";
        var rest = text;
        if (text.IndexOf("://", StringComparison.Ordinal) is var end and >= 0)
        {
            (scheme, rest) = (text[..end].ToLowerInvariant(), text[(end + 3)..]);
            if (scheme is not ("http" or "https"))
                return Invalid($"`{text}` is not an upstream: the scheme can be http or https");
        }

        if (rest.IndexOfAny(['/', '?', '#', '@']) is var path and >= 0)
        {
            if (rest[path..] == "/" && scheme != rest)
                return Invalid($"an upstream has no path, and `{text}` ends with one", $"write `{text[..^1]}`");

            if (rest[path] == '@')
                return Invalid("an upstream cannot hold a user name");

            diagnostics.NotSupported(span, $"a path in an upstream (`{text}`)", "the path of the request is passed on as it is");
            return null;
        }

        var standardPort = scheme == "https" ? 443 : 80;
        if (!PortText.TrySplit(rest, out var host, out var portText)
            || (host.Length == 0 && portText is null)
            || (host.Length > 0 && !HostText.IsAddress(host) && !HostText.IsName(host)))
        {
            return Invalid($"`{text}` is not an upstream", "write host:port, :port, http://host:port or https://host:port");
        }

        var port = standardPort;
        if (portText is not null && (!PortText.TryParse(portText, out port) || port == 0))
            return Invalid($"`{portText}` in `{text}` is not a port from 1 to 65535");

        return new(new UpstreamAddress(scheme, host.Length == 0 ? "localhost" : host.ToLowerInvariant(), port), span);

        Setting<UpstreamAddress>? Invalid(string message, string? hint = null)
        {
            diagnostics.Error(DiagnosticCodes.InvalidUpstream, span, message, hint);
            return null;
        }
    }
}
