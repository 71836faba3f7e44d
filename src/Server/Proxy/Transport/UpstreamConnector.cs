using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FerroGate.Server.Proxy.Transport;

/// <summary>Makes connections: to a host or a socket, and with TLS where the upstream is behind it.</summary>
internal sealed class UpstreamConnector
{
    private readonly ClientSettings _settings;
    private readonly SocketHosts _sockets;
    private readonly UpstreamNames _names;
    private readonly SslStreamCertificateContext? _certificate;
    private readonly X509ChainPolicy? _chainPolicy;

    public UpstreamConnector(ClientSettings settings, SocketHosts sockets)
    {
        _settings = settings;
        _sockets = sockets;
        _names = new UpstreamNames(settings.Resolvers);
        _certificate = CertificateOf(settings.Tls);
        _chainPolicy = ChainPolicyOf(settings.Tls);
    }

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var message = context.InitialRequestMessage;
        var socket = await DialAsync(host, context.DnsEndPoint.Port, cancellation);
        var stream = new NetworkStream(socket, ownsSocket: true);
        if (message.RequestUri!.Scheme != Uri.UriSchemeHttps)
            return stream;

        var secure = new SslStream(stream);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(_settings.TlsTimeout);
            await secure.AuthenticateAsClientAsync(TlsOptions(host, message.Version), limit.Token);
            return secure;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            await secure.DisposeAsync();
            throw new TimeoutException($"TLS with {host} took longer than {_settings.TlsTimeout}.");
        }
        catch
        {
            await secure.DisposeAsync();
            throw;
        }
    }

    private async Task<Socket> DialAsync(string host, int port, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_settings.ConnectTimeout);
        try
        {
            if (_sockets.PathOf(host) is { } path)
                return await DialAsync(new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified), socket => socket.ConnectAsync(new UnixDomainSocketEndPoint(path), limit.Token));

            var addresses = await _names.FindAsync(host, limit.Token);
            return await DialAsync(NewSocket(), socket => addresses is null
                ? socket.ConnectAsync(new DnsEndPoint(host, port), limit.Token)
                : socket.ConnectAsync(addresses, port, limit.Token));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"{host} could not be reached within {_settings.ConnectTimeout}.");
        }
    }

    private static async Task<Socket> DialAsync(Socket socket, Func<Socket, ValueTask> connect)
    {
        try
        {
            await connect(socket);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private Socket NewSocket()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        var seconds = (int)Math.Max(1, Math.Ceiling(_settings.KeepAliveInterval.TotalSeconds));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, seconds);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, seconds);
        return socket;
    }

    // What asks for HTTP/1.1 only, such as an upgrade, must not get a connection of HTTP/2.
    private SslClientAuthenticationOptions TlsOptions(string host, Version version)
    {
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _settings.Tls.ServerName ?? host,
            ClientCertificateContext = _certificate,
            CertificateChainPolicy = _chainPolicy?.Clone(),
            AllowRenegotiation = false,
            ApplicationProtocols = version.Major >= 2
                ? [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11]
                : [SslApplicationProtocol.Http11],
        };
        if (_settings.Tls.SkipsVerification)
        {
#pragma warning disable CA5359 // The config says so, and its reference what that means.
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        }

        return options;
    }

    private static SslStreamCertificateContext? CertificateOf(UpstreamTls tls)
    {
        if (tls.Certificate.Length == 0)
            return null;

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(tls.Certificate);
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(tls.Certificate, tls.Key), chain, offline: true);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new IOException($"the certificate {tls.Certificate} with the key {tls.Key} of `tls_client_auth` cannot be used: {exception.Message}", exception);
        }
    }

    private static X509ChainPolicy? ChainPolicyOf(UpstreamTls tls)
    {
        if (tls.Authorities.Length == 0)
            return null;

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        foreach (var file in tls.Authorities.Split('|'))
        {
            try
            {
                policy.CustomTrustStore.ImportFromPemFile(file);
            }
            catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
            {
                throw new IOException($"the file {file} of `tls_trusted_ca_certs` cannot be read: {exception.Message}", exception);
            }
        }

        return policy;
    }
}
