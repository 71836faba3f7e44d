using System.Net.Security;
using System.Security.Authentication;
using FerroGate.Tls.Certificates;

namespace FerroGate.Tls.Selection;

/// <summary>How handshakes for some names are made.</summary>
/// <param name="certificate">The certificate.</param>
/// <param name="versions">The versions of TLS.</param>
/// <param name="http2">HTTP/2 is offered.</param>
public sealed class TlsPolicy(WatchedCertificate certificate, SslProtocols versions, bool http2)
{
    private static readonly List<SslApplicationProtocol> Both = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];
    private static readonly List<SslApplicationProtocol> Http1Only = [SslApplicationProtocol.Http11];

    private SslServerAuthenticationOptions? _options;

    /// <summary>The certificate that there is now.</summary>
    public Certificate Certificate => certificate.Current;

    /// <summary>The options of a handshake, made once for each certificate: sessions are resumed by them.</summary>
    public SslServerAuthenticationOptions Options
    {
        get
        {
            var context = Certificate.Context;
            var options = _options;
            if (options?.ServerCertificateContext != context)
            {
                _options = options = new SslServerAuthenticationOptions
                {
                    ServerCertificateContext = context,
                    EnabledSslProtocols = versions,
                    ApplicationProtocols = http2 ? Both : Http1Only,
                };
            }

            return options!;
        }
    }
}
