using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Connections.Tls;

/// <summary>Certificates come and go with a reload, and no connection ends for it.</summary>
[Trait("Category", "Process")]
public sealed class TlsReloadTests : IAsyncDisposable
{
    private readonly TlsWorld _world = TlsWorld.Prepare();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_site_that_a_reload_adds_has_its_certificate_and_connections_of_others_stay()
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        var b = _world.Write("b", _world.Authority.Issue("b.test"));
        await _world.StartAsync(Site("a"));
        using var client = _world.NewClient();
        Assert.Equal("a", await client.GetStringAsync(UriOf("a"), TestContext.Current.CancellationToken));

        _world.Config(Site("a") + Site("b"));
        Assert.Contains("reloaded", await _world.Gateway.ReloadAsync(), StringComparison.Ordinal);

        Assert.Equal(b.Thumbprint, (await _world.ShakeHandsAsync("b.test")).Sent[0]);
        Assert.Equal("b", await client.GetStringAsync(UriOf("b"), TestContext.Current.CancellationToken));
        Assert.Equal("a", await client.GetStringAsync(UriOf("a"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_rejects_the_config_and_nothing_changes()
    {
        var a = _world.Write("a", _world.Authority.Issue("a.test"));
        _world.Write("b", _world.Authority.Issue("b.test"));
        await File.WriteAllTextAsync(_world.PathOf("b.key"), "no key", TestContext.Current.CancellationToken);
        await _world.StartAsync(Site("a"));

        _world.Config(Site("a").Replace("respond a", "respond changed", StringComparison.Ordinal) + Site("b"));
        var said = await _world.Gateway.ReloadAsync();

        Assert.Contains("rejected, and nothing has changed", said, StringComparison.Ordinal);
        Assert.Contains("b.key", said, StringComparison.Ordinal);
        Assert.Equal(a.Thumbprint, (await _world.ShakeHandsAsync("a.test")).Sent[0]);
        using var client = _world.NewClient();
        Assert.Equal("a", await client.GetStringAsync(UriOf("a"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_listener_that_would_begin_to_speak_TLS_needs_another_process()
    {
        _world.Write("a", _world.Authority.Issue("a.test"));
        var port = FreePort.Take(1)[0];
        await _world.StartAsync($"http://a.test:{port} {{\n\trespond plain\n}}\n");

        _world.Config($"https://a.test:{port} {{\n\ttls a.pem a.key\n\trespond a\n}}\n");
        var said = await _world.Gateway.ReloadAsync();

        Assert.Contains("listener_reload_required", said, StringComparison.Ordinal);
    }

    private static string Site(string name) => $"{name}.test {{\n\ttls {name}.pem {name}.key\n\trespond {name}\n}}\n";

    private Uri UriOf(string name) => new($"https://{name}.test:{_world.TlsPort}/");
}
