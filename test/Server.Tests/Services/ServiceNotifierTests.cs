using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FerroGate.Server.Hosting.Upgrades;
using FerroGate.Server.Tests.Upgrades;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Services;

/// <summary>The gateway is a service of systemd as people expect: it says how it stands, and takes sockets that it is given.</summary>
[Trait("Category", "Process")]
public sealed class ServiceNotifierTests : IDisposable
{
    private readonly NotifySocket _manager = new();

    public void Dispose() => _manager.Dispose();

    [Fact]
    public async Task It_says_when_it_is_ready_reloads_and_stops()
    {
        await using var world = await World.StartAsync(null, new KeyValuePair<string, string>("NOTIFY_SOCKET", _manager.Path));
        var ready = $"MAINPID={world.Gateway.Id}\nREADY=1";
        Assert.Equal(ready, await _manager.NextAsync());

        await world.Gateway.ReloadAsync();
        Assert.StartsWith("RELOADING=1\nMONOTONIC_USEC=", await _manager.NextAsync(), StringComparison.Ordinal);
        Assert.Equal(ready, await _manager.NextAsync());

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        Assert.Equal("STOPPING=1", await _manager.NextAsync());
    }

    [Fact]
    public async Task It_gives_signs_of_life_where_they_are_wanted()
    {
        await using var world = await World.StartAsync(
            null,
            new KeyValuePair<string, string>("NOTIFY_SOCKET", _manager.Path),
            new KeyValuePair<string, string>("WATCHDOG_USEC", "200000"));

        for (var i = 0; i < 3; i++)
            Assert.Equal("WATCHDOG=1", await _manager.NextAsync(isAlive: true));
    }

    [Fact]
    public async Task A_process_that_takes_over_names_itself_as_the_main_one()
    {
        await using var upgraded = new UpgradedWorld(await World.StartAsync(null, new KeyValuePair<string, string>("NOTIFY_SOCKET", _manager.Path)));
        Assert.Equal($"MAINPID={upgraded.Current}\nREADY=1", await _manager.NextAsync());

        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);

        Assert.Equal($"MAINPID={upgraded.Current}\nREADY=1", await _manager.NextAsync());
        await upgraded.OldOnesEndAsync();
    }

    [Fact]
    public async Task Where_nobody_hears_it_runs_all_the_same()
    {
        await using var world = await World.StartAsync(null, new KeyValuePair<string, string>("NOTIFY_SOCKET", "/no/such/socket"));

        Assert.Equal(200, (await world.Client.GetAsync("/healthz")).Status);
    }

    [Fact]
    public async Task A_socket_that_the_manager_has_opened_is_served()
    {
        using var folder = new TemporaryFolder();
        using var socket = Opened();
        var port = ((IPEndPoint)socket.LocalEndPoint!).Port;

        await using var gateway = await GatewayProcess.StartAsync(
            Executable.StartShell(Activate(socket), folder.Path, "run", "-c", Config(folder, port)));

        Assert.Equal(port, gateway.DataUri.Port);
        Assert.Equal("hello", (await new Client(gateway.DataUri).GetAsync("/")).Text);
    }

    [Fact]
    public async Task A_socket_that_is_no_listener_of_the_config_is_refused()
    {
        using var folder = new TemporaryFolder();
        using var socket = Opened();

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => GatewayProcess.StartAsync(
            Executable.StartShell(Activate(socket), folder.Path, "run", "-c", Config(folder, FreePort.Take(1)[0]))));

        Assert.Contains($"the service manager hands over {socket.LocalEndPoint}, and the config has no such listener", failure.Message, StringComparison.Ordinal);
    }

    // As systemd does it: the first socket is file 3, and the process is told its own number.
    private static string Activate(Socket socket) => string.Create(
        CultureInfo.InvariantCulture, $"exec 3<&{socket.Handle}; export LISTEN_PID=$$ LISTEN_FDS=1; exec \"$@\"");

    private static Socket Opened()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        OpenFiles.Share((int)socket.Handle);
        return socket;
    }

    private static string Config(TemporaryFolder folder, int port) => folder.Write(
        "Caddyfile", string.Create(CultureInfo.InvariantCulture, $"{{\n\tadmin off\n}}\nhttp://:{port} {{\n\tbind 127.0.0.1\n\trespond hello\n}}\n"));
}
