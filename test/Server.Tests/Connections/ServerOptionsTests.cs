using System.Text;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Connections;

/// <summary>What the options of <c>servers</c> do on real connections.</summary>
[Trait("Category", "Process")]
public sealed class ServerOptionsTests
{
    [Theory]
    [InlineData("trusted_proxies static private_ranges", "198.51.100.1 127.0.0.1 from outside")]
    [InlineData("trusted_proxies 10.0.0.0/8", "127.0.0.1 127.0.0.1 from here")]
    [InlineData("client_ip_headers X-Real-IP", "127.0.0.1 127.0.0.1 from here")]
    [InlineData("trusted_proxies 127.0.0.1\nclient_ip_headers X-Real-IP", "198.51.100.2 127.0.0.1 from outside")]
    public async Task Trusted_proxies_name_the_client(string options, string expected)
    {
        await using var world = await StartAsync(options, "@out client_ip 198.51.100.0/24\nmap {client_ip} {place} {\n\t~^198 outside\n\tdefault here\n}\nrespond @out \"{client_ip} {remote_host} from outside\"\nrespond /* \"{client_ip} {remote_host} from {place}\"");

        var answer = await world.Client.SendAsync(Request.Get("/").With("x-forwarded-for", "198.51.100.1").With("x-real-ip", "198.51.100.2"));

        Assert.Equal(expected, answer.Text);
    }

    [Fact]
    public async Task The_client_is_in_the_access_log()
    {
        await using var world = await StartAsync("trusted_proxies private_ranges", "log\nrespond /* ok");
        await world.Client.SendAsync(Request.Get("/told").With("x-forwarded-for", "198.51.100.1"));
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.Matches("\"uri\":\"/told\".*\"remote_ip\":\"127.0.0.1\",\"client_ip\":\"198.51.100.1\"", world.Gateway.Error);
    }

    [Theory]
    [InlineData("trusted_proxies private_ranges", "198.51.100.1, 127.0.0.1", "https", "shop.example")]
    [InlineData("", "127.0.0.1", "http", null)]
    public async Task An_upstream_hears_what_trusted_proxies_say_and_not_what_others_do(string options, string forwardedFor, string proto, string? host)
    {
        await using var world = await StartAsync(options, "handle {\n\treverse_proxy $PROVIDER\n}");
        world.Provider.Otherwise(_ => Reply.Json("{}"));

        await world.Client.SendAsync(Request.Get("/x")
            .With("x-forwarded-for", "198.51.100.1").With("x-forwarded-proto", "https").With("x-forwarded-host", "shop.example"));

        var received = Assert.Single(world.Provider.Requests).Headers;
        Assert.Equal(
            (forwardedFor, proto, host ?? world.Gateway.DataUri.Authority),
            (received["x-forwarded-for"], received["x-forwarded-proto"], received["x-forwarded-host"]));
    }

    [Theory]
    [InlineData("max_header_size 4KiB", 3_000, 200)]
    [InlineData("max_header_size 4KiB", 6_000, 431)]
    [InlineData("max_header_size 1MiB", 400_000, 200)]
    [InlineData("", 40_000, 431)]
    [InlineData("", 5, 200, 400)]
    public async Task Max_header_size_is_what_a_header_may_be(string options, int length, int status, int lines = 1)
    {
        await using var world = await StartAsync(options, "respond /* ok");

        var request = Enumerable.Range(0, lines).Aggregate(Request.Get("/"), (request, line) => request.With($"x-{line}", new string('a', length)));
        var answer = await world.Client.SendAsync(request);

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task A_long_header_may_also_be_a_long_path()
    {
        await using var world = await StartAsync("max_header_size 64KiB", "respond /* ok");

        Assert.Equal(200, (await world.Client.SendAsync(Request.Get("/" + new string('a', 40_000)))).Status);
    }

    [Fact]
    public async Task A_header_that_does_not_come_in_time_is_answered_with_408()
    {
        await using var world = await StartAsync("timeouts {\n\tread_header 50ms\n}", "respond /* ok");
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n"u8.ToArray());

        Assert.Equal(408, (await connection.ReceiveAsync()).Status);
    }

    [Fact]
    public async Task A_connection_that_rests_too_long_is_closed()
    {
        await using var world = await StartAsync("timeouts {\n\tidle 50ms\n}", "respond /* ok");
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
        await connection.SendAsync(Request.Get("/"));
        Assert.Equal("ok", (await (await connection.ReceiveAsync()).ReadToEndAsync()).Text);

        Assert.Null(await connection.Reader.ReadHeadAsync(Patience.Token()));
    }

    [Theory]
    [InlineData("read_body 50ms", "handle {\n\treverse_proxy $PROVIDER\n}", "/x")]
    [InlineData("read_body 50ms", "", "/v1/chat/completions")]
    [InlineData("read_body 1h", "request_body {\n\tread_timeout 50ms\n}\nhandle {\n\treverse_proxy $PROVIDER\n}", "/x")]
    [InlineData("read_body 50ms", "request_body {\n\tread_timeout 1h\n\tmax_size 1MB\n}\nhandle {\n\treverse_proxy $PROVIDER\n}", "/x")]
    public async Task A_body_that_does_not_come_in_time_is_answered_with_408(string limit, string site, string path)
    {
        await using var world = await StartAsync($"timeouts {{\n\t{limit}\n}}", site);
        world.Provider.Otherwise(_ => Reply.Json("{}"));
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);

        await connection.SendAsync((ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {GatewayConfigText.Key}\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{{"));

        Assert.Equal(408, (await connection.ReceiveAsync()).Status);
        connection.Close();
        Assert.Equal(0, await world.Gateway.TerminateAsync());
        Assert.DoesNotContain(" ERROR ", world.Gateway.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeouts {\n\twrite 2s\n}", "")]
    [InlineData("", "request_body {\n\twrite_timeout 2s\n}\n")]
    public async Task An_answer_that_is_not_out_in_time_is_cut_and_never_looks_complete(string options, string site)
    {
        await using var world = await StartAsync(options, site + "log\nhandle {\n\treverse_proxy $PROVIDER\n}");
        var gate = new Gate();
        world.Provider.Otherwise(_ => Reply.Sse("data: one\n\ndata: two\n\n").HoldAfter("one\n\n", gate));

        // Read as it comes: a reset takes along what nobody has read yet.
        await using var connection = await world.Client.StartAsync(Request.Get("/x"));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync("one\n\n");

        Assert.False((await live.ReadToEndAsync()).IsComplete);
        gate.Open();
        Assert.Equal(0, await world.Gateway.TerminateAsync());
        Assert.Matches("\"level\":\"ERROR\".*\"status\":null", world.Gateway.Error);
    }

    [Fact]
    public async Task A_listener_has_its_own_proxies()
    {
        var ports = FreePort.Take(2);
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Global = $"servers 127.0.0.1:{ports[0]} {{\n\ttrusted_proxies private_ranges\n}}\nservers {{\n\ttrusted_proxies 10.0.0.0/8\n}}",
            More = string.Join('\n', ports.Select(port => $"http://:{port} {{\n\tbind 127.0.0.1\n\trespond {{client_ip}}\n}}")),
        });

        foreach (var (port, client) in ports.Zip(["198.51.100.1", "127.0.0.1"]))
        {
            var answer = await new Client(new Uri($"http://127.0.0.1:{port}")).SendAsync(Request.Get("/").With("x-forwarded-for", "198.51.100.1"));
            Assert.Equal(client, answer.Text);
        }
    }

    private static Task<World> StartAsync(string options, string site) => World.StartAsync(new GatewayConfigText
    {
        Global = options.Length == 0 ? "" : $"servers {{\n\t{options}\n}}",
        Site = site,
    });
}
