using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace FerroGate.Tls.Certificates;

/// <summary>Reads a certificate and its key from PEM texts (RFC 7468).</summary>
internal static class PemCertificate
{
    private const string KeyLabel = "PRIVATE KEY";

    /// <param name="files">Where the texts come from, for messages.</param>
    /// <param name="certificate">The certificate, and its chain behind it.</param>
    /// <param name="key">The key.</param>
    /// <exception cref="CertificateException">They are no certificate with its key.</exception>
    public static Certificate Read(CertificateFiles files, string certificate, string key)
    {
        var chain = ReadChain(files, certificate);
        using var first = chain[0];
        chain.RemoveAt(0);
        CheckKey(files, key);
        using var own = AddKey(files, first, key);

        // Handshakes on Windows need a key that a store has seen; elsewhere it is only a copy.
        var usable = X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pkcs12), password: null);
        return new Certificate(usable, chain);
    }

    private static X509Certificate2Collection ReadChain(CertificateFiles files, string text)
    {
        var chain = new X509Certificate2Collection();
        try
        {
            chain.ImportFromPem(text);
        }
        catch (CryptographicException broken)
        {
            throw new CertificateException($"{files.Certificate}: a certificate in this file is damaged ({broken.Message.TrimEnd('.')}).", broken);
        }

        return chain.Count > 0
            ? chain
            : throw new CertificateException($"{files.Certificate}: there is no certificate in this file; PEM text is wanted, with -----BEGIN CERTIFICATE-----.");
    }

    private static void CheckKey(CertificateFiles files, string text)
    {
        if (text.Contains("-----BEGIN ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal)
            || text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal))
        {
            throw new CertificateException(
                $"{files.Key}: the key is encrypted, and nobody is there to be asked for its password; write it in plain with 'openssl pkey', readable for this user only.");
        }

        if (!HasKey(text))
            throw new CertificateException($"{files.Key}: there is no private key in this file; PEM text is wanted, with -----BEGIN PRIVATE KEY-----.");
    }

    private static bool HasKey(ReadOnlySpan<char> text)
    {
        while (PemEncoding.TryFind(text, out var fields))
        {
            if (text[fields.Label].EndsWith(KeyLabel, StringComparison.Ordinal))
                return true;
            text = text[fields.Location.End..];
        }

        return false;
    }

    private static X509Certificate2 AddKey(CertificateFiles files, X509Certificate2 certificate, string key)
    {
        try
        {
            return X509Certificate2.CreateFromPem(certificate.ExportCertificatePem(), key);
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw new CertificateException($"{files.Key}: the key is damaged, or it is not that of the certificate in {files.Certificate}.", broken);
        }
    }
}
