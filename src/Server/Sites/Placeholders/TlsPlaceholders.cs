using System.Numerics;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using FerroGate.Server.Sites.Requests;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>What placeholders tell of the TLS connection and of the client's certificate; nothing where there is none.</summary>
internal static class TlsPlaceholders
{
    public static string? Version(SiteRequest request) => request.Http.Features.Get<ITlsHandshakeFeature>()?.Protocol switch
    {
        null => null,
        SslProtocols.Tls12 => "tls1.2",
        SslProtocols.Tls13 => "tls1.3",
        var other => other.ToString(),
    };

    public static string? Cipher(SiteRequest request) =>
        request.Http.Features.Get<ITlsHandshakeFeature>()?.NegotiatedCipherSuite?.ToString();

    /// <summary>The name that the client asked for (SNI).</summary>
    public static string? ServerName(SiteRequest request) => request.Http.Features.Get<ITlsHandshakeFeature>()?.HostName;

    /// <summary>What was agreed on by ALPN, such as <c>h2</c>.</summary>
    public static string? Protocol(SiteRequest request) =>
        request.Http.Features.Get<ITlsApplicationProtocolFeature>() is { } feature ? Encoding.ASCII.GetString(feature.ApplicationProtocol.Span) : null;

    /// <summary>SHA-256 of the client's certificate, in hexadecimal digits.</summary>
    public static string? Fingerprint(SiteRequest request) =>
        Certificate(request) is { } certificate ? Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span)) : null;

    public static string? Issuer(SiteRequest request) =>
        Certificate(request) is { } certificate ? DistinguishedName.Write(certificate.IssuerName) : null;

    public static string? Subject(SiteRequest request) =>
        Certificate(request) is { } certificate ? DistinguishedName.Write(certificate.SubjectName) : null;

    /// <summary>The certificate's number, in decimal.</summary>
    public static string? Serial(SiteRequest request) => Certificate(request) is { } certificate
        ? new BigInteger(certificate.SerialNumberBytes.Span, isUnsigned: true, isBigEndian: true).ToString(System.Globalization.CultureInfo.InvariantCulture)
        : null;

    public static string? Pem(SiteRequest request) => Certificate(request) is { } certificate ? certificate.ExportCertificatePem() + "\n" : null;

    public static string? Der(SiteRequest request) =>
        Certificate(request) is { } certificate ? Convert.ToBase64String(certificate.RawDataMemory.Span) : null;

    private static X509Certificate2? Certificate(SiteRequest request) => request.Http.Connection.ClientCertificate;
}
