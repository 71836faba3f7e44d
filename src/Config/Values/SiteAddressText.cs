using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads the address before a site's brace, as Caddy understands it: a host in it is matched, not bound.</summary>
internal static class SiteAddressText
{
    public static Setting<SiteAddress>? Read(string text, SourceSpan span, DiagnosticBag diagnostics)
    {
        if (text.Contains('{', StringComparison.Ordinal))
        {
            diagnostics.NotSupported(span, "a placeholder in a site address", "`{$NAME}` is replaced before the file is read");
            return null;
        }

        // Not quoted: what stands before an @ may be a password.
        if (text.Contains('@', StringComparison.Ordinal))
            return Invalid("a site address cannot hold a user name");

        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return NeedsHttps(text["https://".Length..]);

        var isHttp = text.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        var rest = isHttp ? text["http://".Length..] : text;
        if (!isHttp && text.Contains("://", StringComparison.Ordinal))
            return Invalid($"`{text}` is not a site address: the scheme can only be http");

        if (rest.Contains('/', StringComparison.Ordinal))
        {
            diagnostics.NotSupported(span, "a path in a site address", "write the path after a directive: `handle /path/* { … }`");
            return null;
        }

        if (!PortText.TrySplit(rest, out var host, out var portText) || (host.Length == 0 && portText is null))
            return Invalid($"`{text}` is not a site address");

        var port = 80;
        if (portText is not null && !PortText.TryParse(portText, out port))
            return Invalid($"`{portText}` in `{text}` is not a port from 0 to 65535");

        if (host.Contains('*', StringComparison.Ordinal))
        {
            diagnostics.NotSupported(span, "a wildcard in a site address");
            return null;
        }

        var isAddress = HostText.IsAddress(host);
        if (host.Length > 0 && !isAddress && !HostText.IsName(host))
            return Invalid($"`{host}` in `{text}` is not a host name");

        // Without a scheme Caddy serves HTTPS to a name, and to everything on port 443.
        var isPlain = isHttp || ((host.Length == 0 || isAddress) && portText is not null && port != 443);
        return isPlain ? new(new SiteAddress(host.ToLowerInvariant(), port), span) : NeedsHttps(rest);

        Setting<SiteAddress>? NeedsHttps(string address)
        {
            var bare = PortText.TrySplit(address, out var name, out var written)
                && (name.Length == 0 || HostText.IsName(name) || HostText.IsAddress(name))
                ? $"{(name.Contains(':', StringComparison.Ordinal) ? $"[{name}]" : name)}:{(written is null or "443" ? "8080" : written)}"
                : "example.com:8080";
            diagnostics.NotSupported(
                span, $"`{text}` asks for HTTPS, which", $"automatic HTTPS is not supported yet; write `http://{bare}`");
            return null;
        }

        Setting<SiteAddress>? Invalid(string message)
        {
            diagnostics.Error(DiagnosticCodes.InvalidAddress, span, message, "write :8080 or http://example.com:8080");
            return null;
        }
    }
}
