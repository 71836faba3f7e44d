using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FerroGate.Bench.Load.Servers;

/// <summary>A certificate for 127.0.0.1 that nobody has signed, in files.</summary>
/// <param name="Chain">The certificate.</param>
/// <param name="Key">Its key.</param>
/// <param name="Both">The two in one file, as HAProxy wants them.</param>
internal sealed record ServerCertificate(string Chain, string Key, string Both)
{
    public static ServerCertificate Make(string folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(30));
        var (chain, secret) = (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
        var files = new ServerCertificate(Path.Combine(folder, "bench.pem"), Path.Combine(folder, "bench.key"), Path.Combine(folder, "bench.both.pem"));
        File.WriteAllText(files.Chain, chain);
        File.WriteAllText(files.Key, secret);
        File.WriteAllText(files.Both, chain + secret);
        return files;
    }
}
