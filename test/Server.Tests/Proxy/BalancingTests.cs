using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary><c>lb_policy</c>: who of several upstreams gets a request.</summary>
[Trait("Category", "Process")]
public sealed class BalancingTests
{
    [Theory]
    [InlineData("first", "aaaaaa")]
    [InlineData("round_robin", "abcabc")]
    [InlineData("weighted_round_robin 3 1 2", "aaabccaaabcc")]
    [InlineData("weighted_round_robin 0 1", "bcbcbc")]
    public async Task Policies_that_leave_nothing_to_chance_choose_in_their_order(string policy, string order)
    {
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy $A $B $C {{\n lb_policy {policy}\n}}");

        Assert.Equal(order, await world.AskAsync(order.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("lb_policy random")]
    [InlineData("lb_policy random_choose 2")]
    [InlineData("lb_policy least_conn")]
    public async Task Policies_of_chance_reach_every_upstream(string policy)
    {
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy $A $B $C {{\n {policy}\n}}");

        // Each of a hundred requests misses one of three with 2/3: a miss of all is as likely as 1 in 10^17.
        Assert.Equal("abc", string.Concat((await world.AskAsync(100)).Distinct().Order()));
    }

    [Fact]
    public async Task A_range_of_ports_is_an_upstream_for_each()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A {\n}", upstreams: 1);
        var port = world.Upstreams[0].Address.Port;
        await using var ranged = await ProxyWorld.StartAsync($"reverse_proxy 127.0.0.1:{port}-{port}");
        await using var wide = await ProxyWorld.StartAsync($"reverse_proxy 127.0.0.1:{port}-{port + 1} {{\n lb_policy first\n}}");

        Assert.Equal("a", string.Concat((await ranged.Client.GetAsync("/")).Headers["x-upstream"]));
        Assert.Equal("a", string.Concat((await wide.Client.GetAsync("/")).Headers["x-upstream"]));
    }

    [Theory]
    [InlineData("header X-Shard")]
    [InlineData("query shard")]
    [InlineData("uri_hash")]
    public async Task What_a_hash_is_made_of_decides_alone(string policy)
    {
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy $A $B $C {{\n lb_policy {policy}\n}}");
        static Request Of(int shard) => Request.Get($"/x?shard={shard}").With("X-Shard", $"{shard}");

        var first = await world.AskAsync(30, Of);
        var second = await world.AskAsync(30, Of);

        Assert.Equal(first, second);
        Assert.Equal("abc", string.Concat(first.Distinct().Order()));
    }

    [Theory]
    [InlineData("ip_hash")]
    [InlineData("client_ip_hash")]
    public async Task A_client_stays_with_its_upstream(string policy)
    {
        await using var world = await ProxyWorld.StartAsync($"reverse_proxy $A $B $C {{\n lb_policy {policy}\n}}");

        Assert.Single((await world.AskAsync(20)).Distinct());
    }

    [Fact]
    public async Task Client_ip_hash_follows_the_client_that_a_trusted_proxy_names()
    {
        await using var world = await ProxyWorld.StartAsync(
            "reverse_proxy $A $B $C {\n lb_policy client_ip_hash\n}", global: "servers {\n trusted_proxies static 127.0.0.1/32\n}");

        var letters = await world.AskAsync(40, i => Request.Get("/").With("X-Forwarded-For", $"10.0.0.{i + 1}"));

        Assert.Equal("abc", string.Concat(letters.Distinct().Order()));
    }

    [Fact]
    public async Task A_request_without_the_header_goes_where_the_fallback_says()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A $B $C {\n lb_policy header X-Shard {\n  fallback first\n }\n}");

        Assert.Equal("aaaaaaaa", await world.AskAsync(8));
    }

    [Fact]
    public async Task A_cookie_keeps_a_browser_with_its_upstream()
    {
        await using var world = await ProxyWorld.StartAsync(
            "reverse_proxy $A $B $C {\n lb_policy cookie shard secret {\n  fallback round_robin\n  max_age 1h\n }\n}");

        var first = await world.Client.GetAsync("/");
        var second = await world.Client.GetAsync("/");
        var cookie = Assert.IsType<string>(second.Headers["set-cookie"]);
        var pair = cookie.Split(';')[0];
        var letters = await world.AskAsync(6, _ => Request.Get("/").With("Cookie", $"other=1; {pair}"));

        Assert.Equal(("a", "b"), (first.Headers["x-upstream"], second.Headers["x-upstream"]));
        Assert.Equal("bbbbbb", letters);
        Assert.StartsWith("shard=", cookie, StringComparison.Ordinal);
        Assert.Contains("max-age=3600", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(world.Upstreams[1].Address.Authority, cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_upstream_that_answers_leaves_a_cookie()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $NOBODY $A {\n lb_policy cookie lb secret {\n  fallback first\n }\n}", upstreams: 1);

        var answer = await world.Client.GetAsync("/");

        Assert.Equal("a", answer.Headers["x-upstream"]);
        Assert.Single(answer.Headers.All("set-cookie"));
    }

    [Fact]
    public async Task A_cookie_that_nobody_signed_chooses_nothing()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A $B $C {\n lb_policy cookie lb secret {\n  fallback first\n }\n}");

        var answer = await world.Client.SendAsync(Request.Get("/").With("Cookie", $"lb={world.Upstreams[1].Address.Authority}"));

        Assert.Equal("a", answer.Headers["x-upstream"]);
        Assert.True(answer.Headers.Has("set-cookie"));
    }

    [Fact]
    public async Task Least_conn_passes_over_who_is_busy()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A $B {\n lb_policy least_conn\n}", upstreams: 2);
        var gate = new Gate();
        foreach (var upstream in world.Upstreams)
            upstream.Enqueue(Reply.Json("held").HoldHead(gate));

        var held = world.Client.GetAsync("/held");
        await gate.ReachedAsync();
        var busy = world.Upstreams.Single(upstream => upstream.Requests.Count == 1);
        var idle = world.Upstreams.Single(upstream => upstream != busy);
        idle.Enqueue(Reply.Json("free"));
        idle.Forget();
        idle.Otherwise(_ => Reply.Json("free").With("x-upstream", "idle"));
        var letters = await world.AskAsync(5);
        gate.Open();
        await held;

        Assert.Equal(string.Concat(Enumerable.Repeat("idle", 5)), letters);
    }

    [Fact]
    public async Task Placeholders_choose_the_upstream_for_each_request()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy {header.X-To} {\n lb_policy first\n}");

        var letters = await world.AskAsync(3, i => Request.Get("/").With("X-To", world.Upstreams[i].Address.Authority));
        var nowhere = await world.Client.SendAsync(Request.Get("/").With("X-To", "not/a/host"));
        var dead = await world.Client.SendAsync(Request.Get("/").With("X-To", ProxyWorld.NobodyAt));

        Assert.Equal(("abc", 503, 502), (letters, nowhere.Status, dead.Status));
    }
}
