using System.Security.Cryptography;
using FerroGate.Testing;
using FerroGate.Testing.Tls;
using FerroGate.Tls.Certificates;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Tls.Tests.Certificates;

/// <summary>Certificates in files: what is read, what is refused, and what happens when the files change.</summary>
public sealed class WatchedCertificateTests : IDisposable
{
    private static readonly TestAuthority Authority = new();

    private readonly TemporaryFolder _folder = new();
    private readonly CertificateFiles _files;

    public WatchedCertificateTests() => _files = new CertificateFiles(PathOf("cert.pem"), PathOf("key.pem"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Both_kinds_of_keys_are_read_with_the_chain_and_the_names()
    {
        foreach (var issued in (TestCertificate[])[Authority.Issue("a.test", "*.b.test", "127.0.0.1"), Authority.IssueRsa("a.test", "*.b.test", "127.0.0.1")])
        {
            Write(issued);
            var certificate = new WatchedCertificate(_files).Current;

            Assert.Equal(issued.Thumbprint, certificate.Context.TargetCertificate.Thumbprint);
            Assert.Single(certificate.Context.IntermediateCertificates);
            Assert.All((string[])["a.test", "A.TEST", "x.b.test"], name => Assert.True(certificate.IsFor(name), name));
            Assert.All((string[])["b.test", "x.y.b.test", "c.test", "test", ""], name => Assert.False(certificate.IsFor(name), name));
            Assert.True(certificate.IsFor(System.Net.IPAddress.Parse("::ffff:127.0.0.1")));
            Assert.False(certificate.IsFor(System.Net.IPAddress.IPv6Loopback));
        }
    }

    public static TheoryData<string, string?, string?, string> Unusable
    {
        get
        {
            var good = Authority.Issue("a.test");
            var other = Authority.Issue("a.test");
            var rsa = Authority.IssueRsa("a.test");
            using var key = ECDsa.Create();
            var encrypted = key.ExportEncryptedPkcs8PrivateKeyPem("secret", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
            var old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n";
            return new()
            {
                { "no certificate", null, good.Key, "cert.pem: there is no such file" },
                { "no key", good.Chain, null, "key.pem: there is no such file" },
                { "empty", "", good.Key, "cert.pem: there is no certificate in this file" },
                { "no PEM", "hello", good.Key, "cert.pem: there is no certificate in this file" },
                { "the key in place of the certificate", good.Key, good.Key, "cert.pem: there is no certificate in this file" },
                { "a damaged certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", good.Key, "cert.pem: a certificate in this file is damaged" },
                { "the certificate in place of the key", good.Chain, good.Chain, "key.pem: there is no private key in this file" },
                { "a damaged key", good.Chain, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "key.pem: the key is damaged" },
                { "the key of another", good.Chain, other.Key, "key.pem: the key is damaged, or it is not that of the certificate" },
                { "a key of another kind", good.Chain, rsa.Key, "key.pem: the key is damaged, or it is not that of the certificate" },
                { "an encrypted key", good.Chain, encrypted, "key.pem: the key is encrypted" },
                { "a key encrypted as of old", rsa.Chain, old, "key.pem: the key is encrypted" },
                { "too large", new string('x', 1024 * 1024 + 1), good.Key, "cert.pem: the file is too large" },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_cannot_be_used_is_refused_in_one_line_that_names_the_file(string what, string? certificate, string? key, string message)
    {
        if (certificate is not null)
            _folder.Write("cert.pem", certificate);
        if (key is not null)
            _folder.Write("key.pem", key);

        var failure = Assert.Throws<CertificateException>(() => new WatchedCertificate(_files));

        Assert.True(failure.Message.Contains(message, StringComparison.Ordinal), $"{what}: {failure.Message}");
        Assert.StartsWith(_folder.Path, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public void A_renewed_certificate_is_used_when_its_key_is_there_as_well()
    {
        var (before, after) = (Authority.Issue("a.test"), Authority.Issue("a.test"));
        Write(before);
        var watched = new WatchedCertificate(_files);
        Assert.False(watched.Refresh());

        _folder.Write("cert.pem", after.Chain);
        Assert.Contains("key.pem", Assert.Throws<CertificateException>(() => watched.Refresh()).Message, StringComparison.Ordinal);
        Assert.False(watched.Refresh());
        Assert.Equal(before.Thumbprint, ThumbprintOf(watched));

        _folder.Write("key.pem", after.Key);
        Assert.True(watched.Refresh());
        Assert.Equal(after.Thumbprint, ThumbprintOf(watched));
    }

    [Fact]
    public void A_link_that_leads_elsewhere_is_a_change_although_no_file_has_changed()
    {
        var (before, after) = (Authority.Issue("a.test"), Authority.Issue("a.test"));
        foreach (var (name, issued) in (ReadOnlySpan<(string, TestCertificate)>)[("one", before), ("two", after)])
        {
            _folder.Write($"{name}/cert.pem", issued.Chain);
            _folder.Write($"{name}/key.pem", issued.Key);
        }

        Directory.CreateSymbolicLink(PathOf("live"), PathOf("one"));
        var watched = new WatchedCertificate(new CertificateFiles(PathOf("live/cert.pem"), PathOf("live/key.pem")));

        Directory.Delete(PathOf("live"));
        Directory.CreateSymbolicLink(PathOf("live"), PathOf("two"));

        Assert.True(watched.Refresh());
        Assert.Equal(after.Thumbprint, ThumbprintOf(watched));
    }

    [Fact]
    public void A_file_that_is_gone_is_told_once_and_the_certificate_stays()
    {
        var issued = Authority.Issue("a.test");
        Write(issued);
        var watched = new WatchedCertificate(_files);

        File.Delete(_files.Key);
        Assert.Throws<CertificateException>(() => watched.Refresh());
        Assert.False(watched.Refresh());
        Assert.Equal(issued.Thumbprint, ThumbprintOf(watched));

        Write(issued);
        Assert.True(watched.Refresh());
        Assert.False(watched.Refresh());
    }

    [Fact]
    public async Task A_store_looks_again_and_again_and_tells_what_it_finds()
    {
        var clock = new FakeTimeProvider();
        var told = new List<string>();
        var store = new CertificateStore(clock)
        {
            OnRenewed = renewed => told.Add(ThumbprintOf(renewed)),
            OnRefused = refused => told.Add(refused.Message),
        };
        var (before, after) = (Authority.Issue("a.test"), Authority.Issue("a.test"));
        Write(before);
        Assert.Same(store.Open(_files), store.Open(_files with { }));
        using var stop = new CancellationTokenSource();
        var watching = store.WatchAsync(stop.Token);

        _folder.Write("key.pem", after.Key);
        clock.Advance(CertificateStore.Period);
        await Patience.UntilAsync(() => Task.FromResult(told.Count), count => count == 1, "the refusal");
        _folder.Write("cert.pem", after.Chain);
        clock.Advance(CertificateStore.Period);
        await Patience.UntilAsync(() => Task.FromResult(told.Count), count => count == 2, "the renewal");
        await stop.CancelAsync();
        await watching;

        Assert.Contains("not that of the certificate", told[0], StringComparison.Ordinal);
        Assert.Equal(after.Thumbprint, told[1]);
        var kept = store.Open(_files);
        store.Keep([]);
        Assert.NotSame(kept, store.Open(_files));
    }

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private void Write(TestCertificate certificate)
    {
        _folder.Write("cert.pem", certificate.Chain);
        _folder.Write("key.pem", certificate.Key);
    }

    private static string ThumbprintOf(WatchedCertificate watched) => watched.Current.Context.TargetCertificate.Thumbprint;
}
