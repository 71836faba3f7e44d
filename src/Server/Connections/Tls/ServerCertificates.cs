using System.Collections.Frozen;
using System.Net;
using System.Security.Authentication;
using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Tls.Certificates;
using FerroGate.Tls.Selection;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace FerroGate.Server.Connections.Tls;

/// <summary>Gives handshakes their certificates. What it chooses from is swapped as a whole, and the listeners stay.</summary>
internal sealed class ServerCertificates(CertificateStore store)
{
    private FrozenDictionary<Listener, TlsTable> _tables = FrozenDictionary<Listener, TlsTable>.Empty;

    /// <summary>Whether TLS is spoken on a listener.</summary>
    public bool Has(Listener listener) => _tables.ContainsKey(listener);

    /// <summary>Where the files are read, and read again when they change.</summary>
    public CertificateStore Store => store;

    /// <summary>What a config would have it choose from.</summary>
    /// <exception cref="CertificateException">One of its certificates cannot be used; nothing has changed.</exception>
    public FrozenDictionary<Listener, TlsTable> Compile(GatewayConfig config) => new TlsCompiler(store).Compile(config);

    /// <summary>Chooses by another config from now on.</summary>
    /// <param name="config">The config.</param>
    /// <param name="tables">What was compiled of it.</param>
    public void Use(GatewayConfig config, FrozenDictionary<Listener, TlsTable> tables)
    {
        store.Keep(TlsCompiler.FilesOf(config));
        Volatile.Write(ref _tables, tables);
    }

    /// <summary>Has a listener speak TLS.</summary>
    public void Protect(ListenOptions options, Listener listener)
    {
        options.Protocols = HttpProtocols.Http1AndHttp2;
        options.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = handshake =>
            {
                var local = (handshake.Connection.LocalEndPoint as IPEndPoint)?.Address;
                var policy = Volatile.Read(ref _tables).GetValueOrDefault(listener)?.Find(handshake.ClientHelloInfo.ServerName, local);
                return policy is not null
                    ? new(policy.Options)
                    : throw new AuthenticationException($"There is no certificate for '{handshake.ClientHelloInfo.ServerName}'.");
            },
        });
    }
}
