using System.Globalization;
using FerroGate.Testing.Caddy;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Tls;

/// <summary>The real Caddy leads from plain HTTP to the same places, in the same words.</summary>
[Trait("Category", "Process")]
public sealed class RedirectComparisonTests : IAsyncLifetime
{
    private const string Sites = "a.test {\n\tbind 127.0.0.1\n\ttls a.pem a.key\n\trespond a\n}\nhttp://c.test {\n\tbind 127.0.0.1\n\trespond c\n}\n";

    private readonly TlsWorld _world = TlsWorld.Prepare();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Redirects_are_the_same()
    {
        Assert.SkipUnless(CaddyProcess.Missing is null, CaddyProcess.Missing ?? "");
        _world.Write("a", _world.Authority.Issue("a.test"));
        await _world.StartAsync(Sites);
        var ports = FreePort.Take(2);
        await File.WriteAllTextAsync(_world.PathOf("Caddyfile.caddy"), string.Create(
            CultureInfo.InvariantCulture, $"{{\n\tadmin off\n\tskip_install_trust\n\thttp_port {ports[0]}\n\thttps_port {ports[1]}\n}}\n{Sites}"));
        await using var caddy = await CaddyProcess.StartAsync(_world.PathOf("Caddyfile.caddy"), _world.PathOf(""), [], ports);

        foreach (var (method, host, target) in ((string, string, string)[])[
            ("GET", "a.test", "/"), ("POST", "a.test", "/x/../y?a=b&c=%20"), ("GET", "a.test:8080", "//x"), ("HEAD", "A.TEST", "/%2F"), ("GET", "c.test", "/")])
        {
            Assert.Equal(await AskAsync(ports[0], method, host, target), await AskAsync(_world.PlainPort, method, host, target));
        }
    }

    private static async Task<string> AskAsync(int port, string method, string host, string target)
    {
        var answer = await new Client(new Uri($"http://127.0.0.1:{port}")).SendAsync(new Request(method, target).With("host", host));
        return $"{method} {host} {target}: {answer.Status} {answer.Headers["location"]} {answer.Headers["connection"]} {answer.Text}";
    }
}
