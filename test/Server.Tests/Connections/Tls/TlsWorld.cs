using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Tls;

namespace FerroGate.Server.Tests.Connections.Tls;

/// <summary>A gateway that speaks TLS with certificates of a test's own authority, and clients that trust it.</summary>
internal sealed class TlsWorld : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private GatewayProcess? _gateway;

    /// <summary>The authority that has signed everything.</summary>
    public TestAuthority Authority { get; } = new();

    public GatewayProcess Gateway => _gateway!;

    /// <summary>The port of plain HTTP in its config.</summary>
    public int PlainPort { get; private init; }

    /// <summary>The port of HTTPS in its config.</summary>
    public int TlsPort { get; private init; }

    /// <summary>A world whose gateway is not started: its certificates come first.</summary>
    public static TlsWorld Prepare()
    {
        var ports = FreePort.Take(2);
        return new TlsWorld { PlainPort = ports[0], TlsPort = ports[1] };
    }

    /// <summary>Writes a certificate into files that configs know by its name.</summary>
    public TestCertificate Write(string name, TestCertificate certificate)
    {
        _folder.Write($"{name}.pem", certificate.Chain);
        _folder.Write($"{name}.key", certificate.Key);
        return certificate;
    }

    public string PathOf(string file) => Path.Combine(_folder.Path, file);

    /// <summary>A config of these sites, on the world's ports of 127.0.0.1.</summary>
    public string Config(string sites, string global = "") => _folder.Write("Caddyfile", $$"""
        {
        	admin off
        	http_port {{PlainPort}}
        	https_port {{TlsPort}}
        	default_bind 127.0.0.1
        	{{global}}
        	data {
        		path {{PathOf("data")}}
        	}
        }
        {{sites}}

        """);

    public async Task StartAsync(string sites, string global = "") => _gateway = await GatewayProcess.StartAsync(Config(sites, global), _folder.Path);

    /// <summary>Runs what is expected to end by itself.</summary>
    public Task<CommandResult> RunAsync(string sites) => Executable.RunAsync(["run", "-c", Config(sites)], _folder.Path);

    /// <summary>The certificates that a client is shown for a name, its own first; a client that asks for none says an empty name.</summary>
    /// <exception cref="Exception">There is no handshake.</exception>
    public async Task<Handshake> ShakeHandsAsync(string name, int? port = null, SslProtocols versions = SslProtocols.None)
    {
        var sent = new List<string>();
        await using var stream = await OpenAsync(name, port ?? TlsPort, versions, sent);
        return new Handshake([.. sent.Distinct()], stream.SslProtocol);
    }

    /// <summary>A connection on which nothing has been said yet.</summary>
    public Task<SslStream> OpenAsync(string name) => OpenAsync(name, TlsPort, SslProtocols.None, []);

    /// <summary>A connection of HTTP/2 on which nothing has been said yet.</summary>
    public Task<SslStream> OpenHttp2Async(string name) => OpenAsync(name, TlsPort, SslProtocols.None, [], SslApplicationProtocol.Http2);

    private static async Task<SslStream> OpenAsync(
        string name, int port, SslProtocols versions, List<string> sent, params List<SslApplicationProtocol> protocols)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", port, Patience.Token());
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true));
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = name,
                EnabledSslProtocols = versions,
                ApplicationProtocols = protocols,
                RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
                {
                    sent.Add(((X509Certificate2)certificate!).Thumbprint);
                    sent.AddRange(chain!.ChainPolicy.ExtraStore.Select(further => further.Thumbprint));
                    return true;
                },
            },
            Patience.Token());
        return stream;
    }

    /// <summary>A client that reaches this world under any name, and trusts its authority alone.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { Authority.Root },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    });

    public async ValueTask DisposeAsync()
    {
        if (_gateway is not null)
            await _gateway.DisposeAsync();
        _folder.Dispose();
    }
}
