using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FerroGate.Testing.Tls;

/// <summary>A certificate authority for a test: a root, and another one below it that signs.</summary>
public sealed class TestAuthority
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-1);
    private static readonly DateTimeOffset End = Start.AddDays(30);

    private readonly X509Certificate2 _signer;
    private int _serial;

    public TestAuthority()
    {
        Root = NewRequest("CN=Test Root", ECDsa.Create(ECCurve.NamedCurves.nistP256), isAuthority: true).CreateSelfSigned(Start, End);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        _signer = NewRequest("CN=Test Signer", key, isAuthority: true).Create(Root, Start, End, [1]).CopyWithPrivateKey(key);
    }

    /// <summary>What clients trust.</summary>
    public X509Certificate2 Root { get; }

    /// <summary>A certificate for names and addresses, with an elliptic key.</summary>
    public TestCertificate Issue(params IReadOnlyList<string> names)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Issue(NewRequest("CN=test", key, isAuthority: false), names, key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The same with an RSA key.</summary>
    public TestCertificate IssueRsa(params IReadOnlyList<string> names)
    {
        var key = RSA.Create(2048);
        return Issue(new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1), names, key.ExportRSAPrivateKeyPem());
    }

    private TestCertificate Issue(CertificateRequest request, IReadOnlyList<string> names, string key)
    {
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
                alternatives.AddIpAddress(address);
            else
                alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        var certificate = request.Create(_signer.SubjectName, X509SignatureGenerator.CreateForECDsa(_signer.GetECDsaPrivateKey()!), Start, End, [2, (byte)++_serial]);
        return new TestCertificate(certificate.Thumbprint, $"{certificate.ExportCertificatePem()}\n{_signer.ExportCertificatePem()}\n", $"{key}\n");
    }

    private static CertificateRequest NewRequest(string name, ECDsa key, bool isAuthority)
    {
        var request = new CertificateRequest(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, 0, critical: true));
        return request;
    }
}
