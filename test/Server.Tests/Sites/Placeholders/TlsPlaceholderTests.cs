using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FerroGate.Server.Sites.Placeholders;
using Xunit;

namespace FerroGate.Server.Tests.Sites.Placeholders;

/// <summary>What placeholders tell of a client's certificate, in the forms of Go.</summary>
public sealed class TlsPlaceholderTests
{
    private static readonly byte[] Number = [0x80, 0, 0, 0, 0, 0, 0, 1];

    [Fact]
    public void A_certificate_of_the_client_is_shown()
    {
        using var certificate = Certificate("CN=client, O=Example Inc, C=DE");
        var request = TestRequest.To("/");
        request.Http.Connection.ClientCertificate = certificate;

        Assert.Equal(
            "CN=client,O=Example Inc,C=DE|CN=issuer|9223372036854775809",
            TestRequest.Template("{tls_client_subject}|{tls_client_issuer}|{tls_client_serial}").Fill(request));
        Assert.Equal(certificate.GetCertHashString(HashAlgorithmName.SHA256).ToLowerInvariant(), TestRequest.Template("{tls_client_fingerprint}").Fill(request));
        Assert.Equal(Convert.ToBase64String(certificate.RawData), TestRequest.Template("{tls_client_certificate_der_base64}").Fill(request));
        Assert.Equal(certificate.ExportCertificatePem() + "\n", TestRequest.Template("{tls_client_certificate_pem}").Fill(request));
    }

    [Theory]
    [InlineData("CN=\"a, b\", OU=one", "CN=a\\, b,OU=one")]
    [InlineData("CN=\"#1 <x>;+\"\"\"", "CN=\\#1 \\<x\\>\\;\\+\\\"")]
    [InlineData("CN=é, S=Bayern, L=München", "CN=é,ST=Bayern,L=München")]
    [InlineData("OID.1.2.3=odd, CN=x", "1.2.3=odd,CN=x")]
    public void Names_are_written_as_in_RFC_2253(string name, string written)
    {
        // What .NET reads is in the order of the certificate from its end.
        Assert.Equal(written, DistinguishedName.Write(new X500DistinguishedName(name, X500DistinguishedNameFlags.Reversed)));
    }

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName(subject, X500DistinguishedNameFlags.Reversed), key, HashAlgorithmName.SHA256);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return request.Create(
            new X500DistinguishedName("CN=issuer"), X509SignatureGenerator.CreateForECDsa(key), start, start.AddYears(10), Number);
    }
}
