using System.Globalization;
using FerroGate.Config.Model.Proxy;
using FerroGate.Config.Text;

namespace FerroGate.Config.Values;

/// <summary>Reads what stands after <c>reverse_proxy</c>, and writes it.</summary>
internal static class UpstreamText
{
    private const string Socket = "unix/";
    private const string SocketH2c = "unix+h2c/";
    private const int MostPorts = 1_000;

    private static readonly (string Prefix, UpstreamScheme Scheme)[] Schemes =
    [
        ("http://", UpstreamScheme.Http),
        ("https://", UpstreamScheme.Https),
        ("h2c://", UpstreamScheme.H2c),
    ];

    private static readonly (string Prefix, string Instead)[] Refused =
    [
        ("srv+http://", "write `dynamic srv NAME` in its block"),
        ("srv+https://", "write `dynamic srv NAME` in its block"),
        ("srv://", "write `dynamic srv NAME` in its block"),
        ("fd/", "write host:port, or unix//path"),
        ("tcp/", "write host:port"),
        ("udp/", "write host:port"),
    ];

    public static Setting<UpstreamAddress>? Read(string text, SourceSpan span, ConfigContext context)
    {
        var diagnostics = context.Diagnostics;
        if (Array.Find(Refused, refused => text.StartsWith(refused.Prefix, StringComparison.Ordinal)) is { Prefix: { } prefix, Instead: var instead })
        {
            diagnostics.NotSupported(span, $"an upstream of the kind `{prefix}`", instead);
            return null;
        }

        foreach (var (start, scheme) in new[] { (Socket, (UpstreamScheme?)null), (SocketH2c, UpstreamScheme.H2c) })
        {
            if (!text.StartsWith(start, StringComparison.Ordinal))
                continue;

            return text.Length > start.Length
                ? new(new UpstreamAddress { Scheme = scheme, SocketPath = text[start.Length..] }, span)
                : Invalid($"`{text}` names no socket", $"write `{start}/run/app.sock`");
        }

        var address = new UpstreamAddress();
        var rest = text;
        foreach (var (start, scheme) in Schemes.Where(known => text.StartsWith(known.Prefix, StringComparison.OrdinalIgnoreCase)))
            (address, rest) = (address with { Scheme = scheme }, text[start.Length..]);

        if (rest.Contains("://", StringComparison.Ordinal))
            return Invalid($"`{text}` is not an upstream: the scheme can be http, https or h2c");

        if (rest.Contains('{', StringComparison.Ordinal))
        {
            var template = TemplateText.Read(rest, span, context);
            if (template.Value.Constant is null)
                return new(address with { Dial = template.Value }, span);
        }

        if (rest.IndexOfAny(['/', '?', '#', '@']) is var path and >= 0)
        {
            return rest[path] == '@' ? Invalid("an upstream cannot hold a user name")
                : rest[path..] == "/" && path > 0 ? Invalid($"an upstream has no path, and `{text}` ends with one", $"write `{text[..^1]}`")
                : Invalid($"an upstream has no path, and `{text}` ends with one", "the path of the request is passed on; `rewrite` in the block changes it");
        }

        return Place(rest, address);

        Setting<UpstreamAddress>? Place(string place, UpstreamAddress known)
        {
            if (!PortText.TrySplit(place, out var host, out var ports)
                || (host.Length == 0 && ports is null)
                || (host.Length > 0 && !HostText.IsAddress(host) && !HostText.IsName(host)))
            {
                return Invalid($"`{text}` is not an upstream", "write host:port, :port, http://host:port or https://host:port");
            }

            var standard = known.Scheme == UpstreamScheme.Https ? 443 : 80;
            int? last = null;
            var first = standard;
            if (ports is not null && !TryReadPorts(ports, out first, out last))
                return Invalid($"`{ports}` in `{text}` is not a port from 1 to 65535, or a range of at most {MostPorts} of them");

            if ((known.Scheme, first) is (UpstreamScheme.Http or UpstreamScheme.H2c, 443) or (UpstreamScheme.Https, 80))
                return Invalid($"scheme and port of `{text}` contradict each other", "leave one of them out");

            return new(known with { Host = host.Length == 0 ? "localhost" : host.ToLowerInvariant(), Port = first, LastPort = last }, span);
        }

        Setting<UpstreamAddress>? Invalid(string message, string? hint = null)
        {
            diagnostics.Error(DiagnosticCodes.InvalidUpstream, span, message, hint);
            return null;
        }
    }

    /// <summary>The text that is read as this address.</summary>
    public static string Write(UpstreamAddress address)
    {
        if (address.SocketPath is { } socket)
            return (address.Scheme == UpstreamScheme.H2c ? SocketH2c : Socket) + socket;

        var scheme = address.Scheme is { } known ? Array.Find(Schemes, pair => pair.Scheme == known).Prefix : "";
        if (address.Dial is { } dial)
            return scheme + TemplateText.Write(dial);

        var host = address.Host.Contains(':', StringComparison.Ordinal) ? $"[{address.Host}]" : address.Host;
        var last = address.LastPort is { } port ? string.Create(CultureInfo.InvariantCulture, $"-{port}") : "";
        return string.Create(CultureInfo.InvariantCulture, $"{scheme}{host}:{address.Port}{last}");
    }

    private static bool TryReadPorts(string text, out int first, out int? last)
    {
        last = null;
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return PortText.TryParse(text, out first) && first > 0;

        if (!PortText.TryParse(text.AsSpan(0, dash), out first) || !PortText.TryParse(text.AsSpan(dash + 1), out var end))
            return false;

        last = end == first ? null : end;
        return first > 0 && end >= first && end - first < MostPorts;
    }
}
