using System.Collections.Frozen;
using System.Security.Authentication;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Servers;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Tls.Certificates;
using FerroGate.Tls.Selection;

namespace FerroGate.Server.Connections.Tls;

/// <summary>Turns what sites say of <c>tls</c> into what chooses a certificate for each handshake.</summary>
internal sealed class TlsCompiler(CertificateStore store)
{
    /// <exception cref="CertificateException">A certificate cannot be used.</exception>
    public FrozenDictionary<Listener, TlsTable> Compile(GatewayConfig config)
    {
        var servers = new ServerTable(config);
        var policies = new Dictionary<(TlsConfig Tls, bool Http2), TlsPolicy>();
        var sites = (
            from site in config.Sites
            let tls = site.Tls
            where tls?.Certificate is not null
            from address in site.Addresses
            where config.IsTls(site, address.Value)
            from listener in SiteCompiler.ListenersOf(config, site, address.Value)
            select (Listener: listener, address.Value.Host, Policy: PolicyOf(tls, servers.For(listener)))).ToList();
        return sites.GroupBy(site => site.Listener).ToFrozenDictionary(
            group => group.Key,
            group => new TlsTable(group.Select(site => KeyValuePair.Create(site.Host, site.Policy)), policies.Values));

        TlsPolicy PolicyOf(TlsConfig tls, ServerSettings server)
        {
            var http2 = server.SpeaksHttp2 && tls.Http2 is not { Value: false };
            if (!policies.TryGetValue((tls, http2), out var policy))
                policies[(tls, http2)] = policy = new TlsPolicy(store.Open(FilesOf(tls)), VersionsOf(tls), http2);
            return policy;
        }
    }

    /// <summary>The listeners on which a config speaks TLS.</summary>
    public static IReadOnlySet<Listener> ListenersOf(GatewayConfig config) => (
        from site in config.Sites
        where site.Tls?.Certificate is not null
        from address in site.Addresses
        where config.IsTls(site, address.Value)
        from listener in SiteCompiler.ListenersOf(config, site, address.Value)
        select listener).ToHashSet();

    /// <summary>The files that a config names.</summary>
    public static IEnumerable<CertificateFiles> FilesOf(GatewayConfig config) =>
        config.Sites.Select(site => site.Tls).OfType<TlsConfig>().Where(tls => tls.Certificate is not null).Select(FilesOf);

    private static CertificateFiles FilesOf(TlsConfig tls) => new(tls.Certificate!.Value, tls.Key!.Value);

    private static SslProtocols VersionsOf(TlsConfig tls) => tls.Protocols switch
    {
        [{ Value: "tls1.3" }, ..] => SslProtocols.Tls13,
        [_, { Value: "tls1.2" }] => SslProtocols.Tls12,
        _ => SslProtocols.Tls12 | SslProtocols.Tls13,
    };
}
