using System.Net;
using System.Security.Authentication;
using FerroGate.Testing;
using FerroGate.Testing.Tls;
using FerroGate.Tls.Certificates;
using FerroGate.Tls.Selection;

namespace FerroGate.Tls.Tests.Selection;

/// <summary>Which certificate a client is shown.</summary>
public sealed class TlsTableTests : IDisposable
{
    private static readonly TestAuthority Authority = new();

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a.test", "a")]
    [InlineData("A.Test", "a")]
    [InlineData("x.w.test", "w")]
    [InlineData("deep.x.w.test", "deep")]
    [InlineData("own.w.test", "own")]
    [InlineData("elsewhere.test", "elsewhere")]
    [InlineData("other.name", "a")]
    [InlineData("nobody.test", null)]
    [InlineData("x.y.z.w.test", null)]
    [InlineData("", "ip")]
    public void The_site_of_the_name_goes_first_and_then_what_the_certificates_say(string name, string? expected)
    {
        var names = new Dictionary<string, TlsPolicy>
        {
            ["a.test"] = Policy("other.name"),
            ["*.w.test"] = Policy("w.test"),
            ["*.*.w.test"] = Policy("deep"),
            ["own.w.test"] = Policy("own"),
        };
        var others = new Dictionary<string, TlsPolicy> { ["elsewhere"] = Policy("elsewhere.test"), ["ip"] = Policy("127.0.0.1") };
        var found = new TlsTable(names, others.Values).Find(name, IPAddress.Loopback);

        Assert.Equal(expected, found is null ? null : names.Concat(others).Single(entry => entry.Value == found).Key switch
        {
            "a.test" => "a",
            "*.w.test" => "w",
            "*.*.w.test" => "deep",
            "own.w.test" => "own",
            var other => other,
        });
    }

    [Theory]
    [InlineData("nobody.test")]
    [InlineData("")]
    public void A_site_without_a_name_takes_whoever_has_no_other(string name)
    {
        var any = Policy("a.test");

        Assert.Same(any, new TlsTable([KeyValuePair.Create("", any), KeyValuePair.Create("b.test", Policy("b.test"))], []).Find(name, null));
    }

    [Fact]
    public void Options_are_made_once_for_a_certificate()
    {
        var (before, after) = (Authority.Issue("a.test"), Authority.Issue("a.test"));
        var watched = Watch(before);
        var policy = new TlsPolicy(watched, SslProtocols.Tls13, http2: true);
        var options = policy.Options;
        Assert.Same(options, policy.Options);

        File.WriteAllText(watched.Files.Certificate, after.Chain);
        File.WriteAllText(watched.Files.Key, after.Key);
        watched.Refresh();

        Assert.Equal(after.Thumbprint, policy.Options.ServerCertificateContext?.TargetCertificate.Thumbprint);
        Assert.Equal((SslProtocols.Tls13, 2), (policy.Options.EnabledSslProtocols, policy.Options.ApplicationProtocols?.Count));
    }

    private TlsPolicy Policy(string name) => new(Watch(Authority.Issue(name)), SslProtocols.Tls13, http2: true);

    private WatchedCertificate Watch(TestCertificate issued) => new(new CertificateFiles(
        _folder.Write($"{issued.Thumbprint}.pem", issued.Chain), _folder.Write($"{issued.Thumbprint}.key", issued.Key)));
}
