using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Proxy;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>How certificates are checked and shown. Files count with the moment at which they were written.</summary>
internal sealed record UpstreamTls
{
    /// <summary>The name that is asked for; <c>null</c> is that of the upstream.</summary>
    public string? ServerName { get; init; }

    public bool SkipsVerification { get; init; }

    /// <summary>The files of the authorities, divided by <c>|</c>; empty for those of the system.</summary>
    public string Authorities { get; init; } = "";

    /// <summary>Our own certificate and its key; empty for none.</summary>
    public string Certificate { get; init; } = "";

    public string Key { get; init; } = "";

    /// <summary>When the files were written; it makes two settings unequal between which a file has changed.</summary>
    public string Stamp { get; init; } = "";

    public static UpstreamTls Of(UpstreamTlsConfig config, Func<Template, string> fill)
    {
        var files = config.TrustedAuthorities.Concat(config.ClientAuth).Select(file => file.Value).ToList();
        return new()
        {
            ServerName = config.ServerName is { } name ? fill(name.Value) : null,
            SkipsVerification = config.InsecureSkipVerify is { Value: true },
            Authorities = string.Join('|', config.TrustedAuthorities.Select(file => file.Value)),
            Certificate = config.ClientAuth is [var certificate, ..] ? certificate.Value : "",
            Key = config.ClientAuth is [_, var key] ? key.Value : "",
            Stamp = string.Join(' ', files.Select(file => File.GetLastWriteTimeUtc(file).Ticks.ToString(CultureInfo.InvariantCulture))),
        };
    }
}
