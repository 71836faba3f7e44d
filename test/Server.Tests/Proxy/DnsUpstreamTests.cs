using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FerroGate.Testing;
using FerroGate.Testing.Dns;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary><c>dynamic</c> and <c>resolvers</c>: upstreams that a DNS server names.</summary>
[Trait("Category", "Process")]
public sealed class DnsUpstreamTests
{
    private const string ServiceName = "_app._tcp.service.test";

    [Fact]
    public async Task A_service_leads_to_its_targets_those_of_the_lowest_priority_first()
    {
        await using var world = await WorldAsync("reverse_proxy {\n dynamic srv _app._tcp.service.test {\n  resolvers DNS\n }\n lb_policy first\n transport http {\n  resolvers DNS\n }\n}");
        await using var dns = await DnsmasqProcess.StartAsync(world.DnsPort, Host("one.test"), Host("two.test"), Service(world, 1, "two.test", 10), Service(world, 0, "one.test", 20));

        Assert.Equal("bb", await world.Proxy.AskAsync(2));
    }

    [Fact]
    public async Task The_name_of_a_service_may_be_written_in_parts_and_hold_what_a_request_says()
    {
        await using var world = await WorldAsync(
            "reverse_proxy {\n dynamic srv {\n  service app\n  proto tcp\n  name {header.X-Tenant}.test\n  resolvers DNS\n }\n transport http {\n  resolvers DNS\n }\n}");
        await using var dns = await DnsmasqProcess.StartAsync(
            world.DnsPort, Host("one.test"), Service(world, 0, "one.test", 1, "_app._tcp.first.test"), Service(world, 1, "one.test", 1, "_app._tcp.second.test"));

        var letters = await world.Proxy.AskAsync(3, i => Request.Get("/").With("X-Tenant", ((string[])["first", "second", "third"])[i]));

        Assert.Equal("ab503", letters);
    }

    [Fact]
    public async Task Each_address_of_a_name_is_an_upstream()
    {
        await using var world = await WorldAsync("reverse_proxy {\n dynamic a app.test $PORT_A {\n  resolvers DNS\n }\n lb_policy round_robin\n header_down X-At {upstream_hostport}\n}");
        await using var dns = await DnsmasqProcess.StartAsync(world.DnsPort, "host-record=app.test,127.0.0.1", "host-record=app.test,127.0.0.9");

        var first = world.Proxy.Upstreams[0].Address;
        using var other = new TcpListener(IPAddress.Parse("127.0.0.9"), first.Port);
        other.Start();
        var answering = AnswerAsync(other);

        var seen = new HashSet<string?>();
        for (var i = 0; i < 4; i++)
            seen.Add((await world.Proxy.Client.GetAsync("/")).Headers["x-at"]);

        other.Stop();
        await answering;
        Assert.Equal([first.Authority, $"127.0.0.9:{first.Port}"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_address_at_which_nobody_listens_is_passed_over()
    {
        await using var world = await WorldAsync("reverse_proxy {\n dynamic a app.test $PORT_A {\n  resolvers DNS\n }\n lb_policy round_robin\n}");
        await using var dns = await DnsmasqProcess.StartAsync(world.DnsPort, "host-record=app.test,127.0.0.1", "host-record=app.test,127.0.0.9");

        Assert.Equal("aaaa", await world.Proxy.AskAsync(4));
    }

    // Until it is stopped.
    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                await new StreamReader(client.GetStream()).ReadLineAsync();
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }
    }

    [Fact]
    public async Task What_DNS_says_is_asked_anew_after_a_while()
    {
        await using var world = await WorldAsync(Refreshed(grace: ""));
        await using (await DnsmasqProcess.StartAsync(world.DnsPort, Service(world, 0, "localhost", 1)))
            Assert.Equal("a", await world.Proxy.AskAsync(1));

        await using var later = await DnsmasqProcess.StartAsync(world.DnsPort, Service(world, 1, "localhost", 1));

        await UntilAsync(world, "b");
    }

    [Theory]
    [InlineData("", "503")]
    [InlineData("grace_period 1h", "a")]
    public async Task When_DNS_fails_what_it_said_last_counts_on_only_where_the_config_says_so(string grace, string expected)
    {
        await using var world = await WorldAsync(Refreshed(grace));
        await using (await DnsmasqProcess.StartAsync(world.DnsPort, Service(world, 0, "localhost", 1)))
            Assert.Equal("a", await world.Proxy.AskAsync(1));

        await UntilAsync(world, expected);
        Assert.Equal(expected, await world.Proxy.AskAsync(1));
    }

    [Fact]
    public async Task A_server_that_refuses_to_say_has_failed_too()
    {
        await using var world = await WorldAsync(Refreshed("grace_period 1h"));
        await using (await DnsmasqProcess.StartAsync(world.DnsPort, Service(world, 0, "localhost", 1)))
            Assert.Equal("a", await world.Proxy.AskAsync(1));

        // It knows nothing of this name and has nobody to ask, which it answers with REFUSED.
        await using var ignorant = await DnsmasqProcess.StartAsync(world.DnsPort);
        Assert.Equal("a", await world.Proxy.AskAsync(1));
        await ignorant.AskedForAsync(ServiceName);
        Assert.Equal("a", await world.Proxy.AskAsync(1));
    }

    [Fact]
    public async Task A_written_upstream_is_found_by_the_servers_of_its_transport()
    {
        await using var world = await WorldAsync("reverse_proxy app.test:$PORT_A {\n transport http {\n  resolvers DNS\n }\n}");
        await using var dns = await DnsmasqProcess.StartAsync(world.DnsPort, Host("app.test"));

        Assert.Equal("a", await world.Proxy.AskAsync(1));
    }

    private static string Refreshed(string grace) =>
        $"reverse_proxy {{\n dynamic srv {ServiceName} {{\n  refresh 20ms\n  dial_timeout 300ms\n  resolvers DNS\n  {grace}\n }}\n}}";

    private static string Host(string name) => $"host-record={name},127.0.0.1";

    private static string Service(DnsWorld world, int upstream, string target, int priority, string name = ServiceName) =>
        string.Create(CultureInfo.InvariantCulture, $"srv-host={name},{target},{world.Proxy.Upstreams[upstream].Address.Port},{priority},1");

    private static async Task<DnsWorld> WorldAsync(string site)
    {
        Assert.SkipUnless(DnsmasqProcess.Missing is null, DnsmasqProcess.Missing ?? "");
        var port = FreePort.Take(1)[0];
        return new DnsWorld(port, await ProxyWorld.StartAsync(site.Replace("DNS", $"127.0.0.1:{port}", StringComparison.Ordinal)));
    }

    private static async Task UntilAsync(DnsWorld world, string letter) =>
        await Patience.UntilAsync(() => world.Proxy.AskAsync(1), found => found == letter, $"the gateway to come to {letter}");

    private sealed record DnsWorld(int DnsPort, ProxyWorld Proxy) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Proxy.DisposeAsync();
    }
}
