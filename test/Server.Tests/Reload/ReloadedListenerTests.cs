using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Reload;

/// <summary>A reload may add listeners to a running process, and does not touch those that it has.</summary>
[Trait("Category", "Process")]
public sealed class ReloadedListenerTests
{
    private static readonly GatewayConfigText First = new() { Site = "respond /greeting first" };

    [Fact]
    public async Task A_new_site_on_a_new_port_is_served_at_once()
    {
        await using var world = await World.StartAsync(First);
        var port = FreePort.Take(1)[0];

        var said = await world.ReloadAsync(First with { Site = "respond /greeting second", More = SiteOn(port) });

        Assert.Contains("reloaded", said, StringComparison.Ordinal);
        Assert.Equal("more", (await new Client(new Uri($"http://127.0.0.1:{port}/")).GetAsync("/")).Text);
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
        await Testing.Patience.UntilAsync(
            () => Task.FromResult(world.Gateway.DataUris), uris => uris.Any(uri => uri.Port == port), "the new listener to be announced");
    }

    [Fact]
    public async Task A_port_that_another_program_uses_is_named_and_nothing_of_the_config_comes_into_force()
    {
        await using var world = await World.StartAsync(First);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var (free, taken) = (FreePort.Take(1)[0], ((IPEndPoint)other.LocalEndpoint).Port);

        var said = await world.ReloadAsync(First with { Site = "respond /greeting second", More = SiteOn(free) + SiteOn(taken) });

        Assert.Contains($"cannot listen on 127.0.0.1:{taken} (data): another program uses it", said, StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
        await Assert.ThrowsAnyAsync<SocketException>(() => Connection.OpenAsync(new Uri($"http://127.0.0.1:{free}/")));
    }

    [Fact]
    public async Task After_a_reload_that_could_not_bind_the_same_config_comes_into_force_once_the_port_is_free()
    {
        await using var world = await World.StartAsync(First);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await world.ReloadAsync(First with { More = SiteOn(port) });

        other.Stop();
        var said = await world.Gateway.ReloadAsync();

        Assert.Contains("reloaded", said, StringComparison.Ordinal);
        Assert.Equal("more", (await new Client(new Uri($"http://127.0.0.1:{port}/")).GetAsync("/")).Text);
    }

    [Fact]
    public async Task A_listener_that_goes_needs_another_process_and_nothing_changes()
    {
        var port = FreePort.Take(1)[0];
        await using var world = await World.StartAsync(First with { More = SiteOn(port) });

        var said = await world.ReloadAsync(First with { Site = "respond /greeting second" });

        Assert.Contains("listener_reload_required", said, StringComparison.Ordinal);
        Assert.Contains($"127.0.0.1:{port}", said, StringComparison.Ordinal);
        Assert.Contains("--graceful-upgrade", said, StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
        Assert.Equal("more", (await new Client(new Uri($"http://127.0.0.1:{port}/")).GetAsync("/")).Text);
    }

    private static string SiteOn(int port) => string.Create(
        CultureInfo.InvariantCulture, $"http://:{port} {{\n\tbind 127.0.0.1\n\trespond more\n}}\n");
}
