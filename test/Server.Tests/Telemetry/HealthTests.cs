using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>Health is for everybody, and the site's own directives come first on its listener.</summary>
[Trait("Category", "Process")]
public sealed class HealthTests(HealthTests.Site site) : WorldTests(site), IClassFixture<HealthTests.Site>
{
    /// <summary>A site that answers <c>/healthz</c> by itself, and one without an AI gateway.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Site = "respond /healthz \"the site says ok\" 200",
        More = """
            http://plain.test:0 {
            	bind 127.0.0.1
            	respond /hello "hi" 200
            }
            """,
    });

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    public async Task The_admin_listener_tells_its_health_without_a_key(string path)
    {
        var answer = await new Client(World.Gateway.AdminUri).GetAsync(path);

        Assert.Equal(200, answer.Status);
        ErrorAssert.HasIds(answer.Headers);
        Assert.False(string.IsNullOrEmpty(answer.Json.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task A_directive_of_the_site_comes_before_the_gateways_own_health()
    {
        Assert.Equal("the site says ok", (await World.ClientWith(null).GetAsync("/healthz")).Text);
        Assert.Equal(200, (await World.ClientWith(null).GetAsync("/readyz")).Status);
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/readyz")]
    [InlineData("/metrics")]
    [InlineData("/v1/models")]
    [InlineData("/v1/chat/completions")]
    [InlineData("/admin/v1/billing-events")]
    public async Task A_site_without_an_AI_gateway_has_none_of_it(string path)
    {
        var plain = new Client(World.Gateway.DataUris[^1], GatewayConfigText.Key);

        var answer = await plain.SendAsync(Request.Get(path).With("host", "plain.test"));

        Assert.Equal((200, ""), (answer.Status, answer.Text));
        ErrorAssert.HasIds(answer.Headers);
    }

    [Theory]
    [InlineData("/admin/v1/billing-events")]
    [InlineData("/admin/v1/request-logs")]
    [InlineData("/admin/v1/audit-events")]
    public async Task The_admin_lists_are_not_on_the_data_listener_and_need_a_key_on_theirs(string path)
    {
        Assert.Equal(404, (await Client.GetAsync(path)).Status);
        Assert.Equal(401, (await new Client(World.Gateway.AdminUri).GetAsync(path)).Status);
        Assert.Equal(401, (await new Client(World.Gateway.AdminUri, "wrong").GetAsync(path)).Status);
        Assert.Equal("list", (await World.Admin.GetAsync(path)).Json.GetProperty("object").GetString());
    }

    [Fact]
    public async Task AI_paths_are_not_on_the_admin_listener()
    {
        var admin = new Client(World.Gateway.AdminUri, GatewayConfigText.Key);

        Assert.Equal(404, (await admin.ChatAsync(ChatRequests.Plain())).Status);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task The_admin_listener_refuses_a_foreign_host_and_a_foreign_origin()
    {
        var admin = new Client(World.Gateway.AdminUri, GatewayConfigText.Key);

        Assert.InRange((await admin.SendAsync(Request.Get("/admin/v1/billing-events").With("host", "evil.example"))).Status, 400, 499);
        var origin = await admin.SendAsync(Request.Get("/admin/v1/billing-events").With("origin", "http://evil.example"));
        Assert.Equal(403, origin.Status);
        Assert.False(origin.Headers.Has("access-control-allow-origin"));
    }
}
