using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Keys;

/// <summary>Whoever tries keys has to wait, and nobody else.</summary>
[Trait("Category", "Process")]
public sealed class WrongCredentialTests(WrongCredentialTests.Site site) : WorldTests(site), IClassFixture<WrongCredentialTests.Site>
{
    /// <summary>Three wrong credentials a minute, of clients that a proxy names.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Global = """
            servers {
            	trusted_proxies static 127.0.0.1/32
            }
            """,
        Reliability = "wrong_credentials_per_minute 3",
        Site = """
            route /v1/files/* {
            	reverse_proxy $PROVIDER
            }
            """,
    });

    [Theory]
    [InlineData("chat", "198.51.100.1")]
    [InlineData("proxy", "198.51.100.2")]
    [InlineData("models", "2001:db8::1")]
    public async Task After_too_many_wrong_keys_the_next_is_429_and_a_good_one_is_not(string door, string address)
    {
        Request Knock(string key) => (door switch
        {
            "chat" => Request.Chat(ChatRequests.Plain("no-such-model")),
            "proxy" => Request.Get("/v1/files/a"),
            _ => Request.Get("/v1/models"),
        }).As(key).With("x-forwarded-for", address);

        for (var i = 0; i < 3; i++)
            ErrorAssert.IsRefusal(await World.ClientWith(null).SendAsync(Knock($"guess-{i}")), 401, "invalid_api_key");
        var throttled = await World.ClientWith(null).SendAsync(Knock("guess-3"));
        var good = await World.ClientWith(null).SendAsync(Knock(GatewayConfigText.Key));
        var other = await World.ClientWith(null).SendAsync(Knock("guess-4").Without("x-forwarded-for").With("x-forwarded-for", "198.51.100.99"));

        ErrorAssert.IsRefusal(throttled, 429, "too_many_wrong_credentials");
        Assert.InRange(int.Parse(throttled.Headers["retry-after"]!, System.Globalization.CultureInfo.InvariantCulture), 1, 60);
        Assert.Equal(door switch { "chat" => 404, "proxy" => 403, _ => 200 }, good.Status);
        Assert.NotEqual(429, other.Status);
    }

    [Fact]
    public async Task The_admin_listener_counts_too_and_the_metric_tells_of_both()
    {
        for (var i = 0; i < 3; i++)
            Assert.Equal(401, (await new Client(World.Gateway.AdminUri, $"guess-{i}").GetAsync("/admin/v1/status")).Status);
        var throttled = await new Client(World.Gateway.AdminUri, "guess-3").GetAsync("/admin/v1/status");

        Assert.Equal((429, true), (throttled.Status, throttled.Headers["retry-after"] is not null));
        Assert.Equal(200, (await World.Admin.GetAsync("/admin/v1/status")).Status);
        Assert.Matches("ferrogate_credentials_wrong_total{[^}]*answer=\"throttled\"[^}]*} [1-9]", (await World.Admin.GetAsync("/metrics")).Text);
    }
}
