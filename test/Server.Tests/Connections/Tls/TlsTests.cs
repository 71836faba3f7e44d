using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Tls;

/// <summary>HTTPS with certificates from files.</summary>
[Trait("Category", "Process")]
public sealed class TlsTests : IAsyncLifetime
{
    private const string Curl = "/usr/bin/curl";

    private readonly TlsWorld _world = TlsWorld.Prepare();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Each_name_has_its_certificate_and_the_chain_comes_along()
    {
        var a = _world.Write("a", _world.Authority.Issue("a.test"));
        var wildcard = _world.Write("w", _world.Authority.IssueRsa("*.w.test", "127.0.0.1"));
        await _world.StartAsync("a.test {\n\ttls a.pem a.key\n\trespond a\n}\n*.w.test {\n\ttls w.pem w.key\n\trespond w\n}");

        var shown = await _world.ShakeHandsAsync("a.test");
        Assert.Equal(a.Thumbprint, shown.Sent[0]);
        Assert.Equal(2, shown.Sent.Count);
        Assert.Equal(wildcard.Thumbprint, (await _world.ShakeHandsAsync("x.w.test")).Sent[0]);
        Assert.Equal(wildcard.Thumbprint, (await _world.ShakeHandsAsync("")).Sent[0]);
        await Assert.ThrowsAnyAsync<Exception>(() => _world.ShakeHandsAsync("nobody.test"));
    }

    [Theory]
    [InlineData("", "", "HTTP/2.0")]
    [InlineData("", "\thttp2 false\n", "HTTP/1.1")]
    [InlineData("servers {\n\tprotocols h1\n}", "", "HTTP/1.1")]
    public async Task Both_versions_of_HTTP_are_spoken_over_it(string global, string option, string best)
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        await _world.StartAsync($"a.test {{\n\ttls a.pem a.key {{\n{option}\t}}\n\trespond \"{{http.request.scheme}} {{http.request.proto}}\"\n}}", global);
        using var client = _world.NewClient();

        foreach (var (version, expected) in ((Version, string)[])[(HttpVersion.Version20, best), (HttpVersion.Version11, "HTTP/1.1")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"https://a.test:{_world.TlsPort}/") { Version = version };
            using var answer = await client.SendAsync(request, Patience.Token());
            Assert.Equal($"https {expected}", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("", SslProtocols.Tls12, SslProtocols.Tls12)]
    [InlineData("", SslProtocols.Tls12 | SslProtocols.Tls13, SslProtocols.Tls13)]
    [InlineData("protocols tls1.3", SslProtocols.Tls12, null)]
    [InlineData("protocols tls1.3", SslProtocols.Tls13, SslProtocols.Tls13)]
    [InlineData("protocols tls1.2 tls1.2", SslProtocols.Tls13, null)]
    [InlineData("protocols tls1.2", SslProtocols.Tls13, SslProtocols.Tls13)]
    public async Task Versions_of_TLS_are_those_of_the_config(string option, SslProtocols asked, SslProtocols? agreed)
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        await _world.StartAsync($"a.test {{\n\ttls a.pem a.key {{\n\t{option}\n\t}}\n\trespond a\n}}");

        if (agreed is { } version)
            Assert.Equal(version, (await _world.ShakeHandsAsync("a.test", versions: asked)).Version);
        else
            await Assert.ThrowsAnyAsync<Exception>(() => _world.ShakeHandsAsync("a.test", versions: asked));
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_without_a_restart_and_connections_stay()
    {
        var before = _world.Write("a", _world.Authority.Issue("a.test"));
        await _world.StartAsync("a.test {\n\ttls a.pem a.key\n\trespond ok\n}");
        using var client = _world.NewClient();
        var uri = new Uri($"https://a.test:{_world.TlsPort}/");
        Assert.Equal("ok", await client.GetStringAsync(uri));

        var after = _world.Authority.Issue("a.test");
        await File.WriteAllTextAsync(_world.PathOf("a.pem"), after.Chain);
        await Patience.UntilAsync(() => Task.FromResult(_world.Gateway.Error), log => log.Contains("cannot be used", StringComparison.Ordinal), "the refusal");
        Assert.Equal(before.Thumbprint, (await _world.ShakeHandsAsync("a.test")).Sent[0]);

        await File.WriteAllTextAsync(_world.PathOf("a.key"), after.Key);
        await Patience.UntilAsync(
            async () => (await _world.ShakeHandsAsync("a.test")).Sent[0], shown => shown == after.Thumbprint, "the new certificate");
        await Patience.UntilAsync(() => Task.FromResult(_world.Gateway.Error), log => log.Contains("was renewed", StringComparison.Ordinal), "the news of it");
        Assert.Equal("ok", await client.GetStringAsync(uri));
    }

    [Fact]
    public async Task Plain_HTTP_leads_to_it_and_other_sites_of_that_port_stay()
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        var other = FreePort.Take(1)[0];
        await _world.StartAsync($$"""
            a.test {
            	tls a.pem a.key
            	respond a
            }
            b.test:{{other}} {
            	tls a.pem a.key
            	respond b
            }
            http://c.test {
            	respond c
            }
            http://a.test/plain {
            	respond plain
            }
            """);

        await AssertRedirectAsync("a.test", "/x?y=z", "https://a.test/x?y=z");
        await AssertRedirectAsync("a.test:8080", "/", "https://a.test/");
        await AssertRedirectAsync("b.test", "/%2e", $"https://b.test:{other}/%2e");
        Assert.Equal("c", (await GetPlainAsync("c.test", "/")).Text);
        Assert.Equal("plain", (await GetPlainAsync("a.test", "/plain")).Text);
        Assert.Equal(404, (await GetPlainAsync("nobody.test", "/")).Status);
    }

    [Theory]
    [InlineData("auto_https off")]
    [InlineData("auto_https disable_redirects")]
    public async Task There_is_no_redirect_where_the_config_says_so(string option)
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        await _world.StartAsync("a.test {\n\ttls a.pem a.key\n\trespond a\n}", option);

        Assert.Equal($"https://127.0.0.1:{_world.TlsPort}/", Assert.Single(_world.Gateway.DataUris).AbsoluteUri);
        await Assert.ThrowsAnyAsync<Exception>(() => GetPlainAsync("a.test", "/"));
    }

    [Fact]
    public async Task Curl_trusts_it()
    {
        Assert.SkipUnless(File.Exists(Curl), "curl is not installed");
        _world.Write("a", _world.Authority.Issue("a.test"));
        await File.WriteAllTextAsync(_world.PathOf("root.pem"), _world.Authority.Root.ExportCertificatePem());
        await _world.StartAsync("a.test {\n\ttls a.pem a.key\n\trespond {http.request.proto}\n}");

        var shown = await Executable.RunAsync(
            Curl,
            ["--silent", "--show-error", "--noproxy", "*", "--cacert", "root.pem", "--resolve", $"a.test:{_world.TlsPort}:127.0.0.1", $"https://a.test:{_world.TlsPort}/"],
            _world.PathOf(""));

        Assert.Equal((0, "HTTP/2.0", ""), (shown.ExitCode, shown.Output, shown.Error));
    }

    [Fact]
    public async Task What_two_servers_could_read_differently_is_refused_over_it_as_well()
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        await _world.StartAsync("a.test {\n\ttls a.pem a.key\n\trespond a\n}");
        await using var stream = await _world.OpenAsync("a.test");

        await stream.WriteAsync("GET / HTTP/1.1\r\nHost: a.test\r\nHost: b.test\r\n\r\n"u8.ToArray(), Patience.Token());

        Assert.Equal(400, (await new HttpReader(stream).ReadHeadAsync(Patience.Token()))?.Status);
    }

    [Theory]
    [InlineData("a.test {\n\ttls a.pem none.key\n\trespond a\n}", "none.key: there is no such file")]
    [InlineData("a.test {\n\ttls a.key a.key\n\trespond a\n}", "a.key: there is no certificate in this file")]
    [InlineData("a.test {\n\ttls a.pem b.key\n\trespond a\n}", "b.key: the key is damaged, or it is not that of the certificate in a.pem")]
    public async Task A_certificate_that_cannot_be_used_hinders_the_start_in_one_line(string site, string message)
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        _world.Write("b", _world.Authority.Issue("a.test"));

        var result = await _world.RunAsync(site);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(message, Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_of_plain_HTTP_that_is_taken_hinders_the_start_and_the_message_says_which_option_it_is()
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        using var taken = new TcpListener(IPAddress.Loopback, _world.PlainPort);
        taken.Start();

        var result = await _world.RunAsync("a.test {\n\ttls a.pem a.key\n\trespond a\n}");

        Assert.Equal(1, result.ExitCode);
        Assert.Matches($"cannot listen on 127.0.0.1:{_world.PlainPort} .*'http_port'", result.Error);
    }

    private async Task AssertRedirectAsync(string host, string target, string expected)
    {
        var answer = await GetPlainAsync(host, target);

        Assert.Equal((308, expected, "close"), (answer.Status, answer.Headers["location"], answer.Headers["connection"]));
    }

    private Task<Answer> GetPlainAsync(string host, string target) =>
        new Client(new Uri($"http://127.0.0.1:{_world.PlainPort}")).SendAsync(Request.Get(target).With("host", host));
}
