using System.Collections.Frozen;
using System.Net;
using FerroGate.Config.Model.Proxy;
using FerroGate.Server.Sites.Placeholders;
using FerroGate.Server.Proxy.Upstreams;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>A compiled <c>transport http</c>.</summary>
internal sealed class TransportSettings
{
    private readonly bool _allowsHttp2;
    private readonly bool _allowsHttp1;

    public TransportSettings(HttpTransportConfig? config, TemplateCompiler templates, WeakTable<ClientSettings, HttpMessageInvoker> clients)
    {
        config ??= new HttpTransportConfig();
        var versions = config.Versions.Select(version => version.Value).ToList();
        _allowsHttp2 = versions.Count == 0 || versions.Contains("2");
        _allowsHttp1 = versions.Count == 0 || versions.Contains("1.1");
        IsH2c = versions.Contains("h2c");
        IsTls = config.Tls.On is { Value: true };
        ExceptPorts = config.Tls.ExceptPorts.Select(port => port.Value).ToFrozenSet();
        KeepsConnections = config.KeepAlive?.Value != TimeSpan.Zero;
        ResponseHeaderTimeout = config.ResponseHeaderTimeout?.Value;
        ReadTimeout = config.ReadTimeout?.Value;
        WriteTimeout = config.WriteTimeout?.Value;

        var standard = new ClientSettings();
        ClientSettings = standard with
        {
            ConnectTimeout = config.DialTimeout?.Value ?? standard.ConnectTimeout,
            TlsTimeout = config.Tls.Timeout?.Value ?? standard.TlsTimeout,
            ExpectContinueTimeout = config.ExpectContinueTimeout?.Value ?? standard.ExpectContinueTimeout,
            KeepAlive = config.KeepAlive?.Value ?? standard.KeepAlive,
            KeepAliveInterval = config.KeepAliveInterval?.Value ?? standard.KeepAliveInterval,
            MaxResponseHeader = config.MaxResponseHeader?.Value ?? standard.MaxResponseHeader,
            MaxConnections = config.MaxConnectionsPerHost?.Value ?? standard.MaxConnections,
            Resolvers = string.Join(',', config.Resolvers.Select(server => server.Value)),
            Tls = UpstreamTls.Of(config.Tls, template => templates.Compile(template).Constant ?? ""),
        };
        Client = clients.Get(ClientSettings);
    }

    public ClientSettings ClientSettings { get; }

    public HttpMessageInvoker Client { get; }

    /// <summary>Upstreams without a scheme are behind TLS.</summary>
    public bool IsTls { get; }

    /// <summary>Upstreams in plain text speak HTTP/2.</summary>
    public bool IsH2c { get; }

    /// <summary>Ports without TLS all the same.</summary>
    public FrozenSet<int> ExceptPorts { get; }

    /// <summary>A connection carries several requests.</summary>
    public bool KeepsConnections { get; }

    public TimeSpan? ResponseHeaderTimeout { get; }

    public TimeSpan? ReadTimeout { get; }

    public TimeSpan? WriteTimeout { get; }

    /// <summary>The version of HTTP that an upstream is spoken to with, and whether a lower one will do.</summary>
    public (Version Version, HttpVersionPolicy Policy) VersionFor(Upstream upstream) => upstream switch
    {
        { IsH2c: true } => (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact),
        { IsTls: true } when _allowsHttp2 => (HttpVersion.Version20, _allowsHttp1 ? HttpVersionPolicy.RequestVersionOrLower : HttpVersionPolicy.RequestVersionExact),
        _ => (HttpVersion.Version11, HttpVersionPolicy.RequestVersionExact),
    };
}
