using System.Security.Cryptography;
using System.Text;

namespace FerroGate.Tls.Certificates;

/// <summary>
/// A certificate in files that somebody renews. It changes when both files fit together again: they are seldom written in one
/// moment, and until then the one before goes on.
/// </summary>
public sealed class WatchedCertificate
{
    // No certificate has more; a wrong path may lead to anything.
    private const long LargestFile = 1024 * 1024;

    private byte[] _seen;
    private Certificate _current;

    /// <exception cref="CertificateException">The files cannot be read, or are no certificate with its key.</exception>
    public WatchedCertificate(CertificateFiles files)
    {
        Files = files;
        var (certificate, key) = ReadFiles();
        _seen = HashOf(certificate, key);
        _current = PemCertificate.Read(files, certificate, key);
    }

    public CertificateFiles Files { get; }

    public Certificate Current => Volatile.Read(ref _current);

    /// <summary>Reads the files again, whatever their dates say: a link may lead elsewhere now.</summary>
    /// <returns>Whether there is another certificate now.</returns>
    /// <exception cref="CertificateException">They have changed and cannot be used; told once for each change.</exception>
    public bool Refresh()
    {
        var before = _seen;
        try
        {
            var (certificate, key) = ReadFiles();
            _seen = HashOf(certificate, key);
            if (_seen.AsSpan().SequenceEqual(before))
                return false;

            Volatile.Write(ref _current, PemCertificate.Read(Files, certificate, key));
            return true;
        }
        catch (CertificateException failure)
        {
            // What cannot be read has no content, and fails in the same words each time.
            if (ReferenceEquals(_seen, before))
                _seen = HashOf(failure.Message, "");
            if (_seen.AsSpan().SequenceEqual(before))
                return false;

            throw;
        }
    }

    private (string Certificate, string Key) ReadFiles() => (ReadFile(Files.Certificate), ReadFile(Files.Key));

    private static string ReadFile(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            if (file.Length > LargestFile)
                throw new CertificateException($"{path}: the file is too large to be a certificate or a key.");

            using var reader = new StreamReader(file, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CertificateException(
                failure switch
                {
                    FileNotFoundException or DirectoryNotFoundException => $"{path}: there is no such file; see 'tls'.",
                    UnauthorizedAccessException => $"{path}: this user may not read the file.",
                    _ => $"{path}: the file cannot be read ({failure.Message.TrimEnd('.')}).",
                },
                failure);
        }
    }

    private static byte[] HashOf(string certificate, string key) => SHA256.HashData(Encoding.UTF8.GetBytes($"{certificate}\0{key}"));
}
