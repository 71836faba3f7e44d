using FerroGate.Config.Model;
using FerroGate.Config.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads the address before a site's brace, as Caddy understands it: a host in it is matched, not bound.</summary>
internal static class SiteAddressText
{
    private const string SchemeEnd = "://";

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

        SiteScheme? scheme = null;
        var rest = text;
        if (text.IndexOf(SchemeEnd, StringComparison.Ordinal) is >= 0 and var end)
        {
            scheme = text[..end].ToLowerInvariant() switch { "http" => SiteScheme.Http, "https" => SiteScheme.Https, _ => null };
            if (scheme is null)
                return Invalid($"`{text}` is not a site address: the scheme can be http or https");

            rest = text[(end + SchemeEnd.Length)..];
        }

        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var path = slash < 0 ? "" : rest[slash..];
        if (path.Length > 0 && PathMatcherText.WhatIsWrong(path) is { } wrong)
            return Invalid($"the path in `{text}` {wrong}");

        var authority = slash < 0 ? rest : rest[..slash];
        if (!PortText.TrySplit(authority, out var host, out var portText)
            || (host.Length == 0 && portText is null && scheme is null && path.Length == 0))
        {
            return Invalid($"`{text}` is not a site address");
        }

        int? port = null;
        if (portText is not null)
        {
            if (!PortText.TryParse(portText, out var number))
                return Invalid($"`{portText}` in `{text}` is not a port from 0 to 65535");

            port = number;
        }

        return host.Length == 0 || HostText.IsAddress(host) || HostText.IsPattern(host)
            ? new(new SiteAddress(scheme, host.ToLowerInvariant(), port, path), span)
            : Invalid($"`{host}` in `{text}` is not a host name");

        Setting<SiteAddress>? Invalid(string message)
        {
            diagnostics.Error(DiagnosticCodes.InvalidAddress, span, message, "write :8080 or http://example.com:8080");
            return null;
        }
    }

    /// <summary>The text that is read as this address.</summary>
    public static string Write(SiteAddress address)
    {
        var scheme = address.Scheme switch { SiteScheme.Http => "http://", SiteScheme.Https => "https://", _ => "" };
        var host = address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]" : address.Host;
        return $"{scheme}{host}{(address.Port is { } port ? $":{port}" : "")}{address.Path}";
    }
}
