using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>A parameter that nobody reads is told, whatever is asked; and lists by name go by name.</summary>
[Trait("Category", "Process")]
public sealed class AdminParameterTests(AdminParameterTests.Site site) : WorldTests(site), IClassFixture<AdminParameterTests.Site>
{
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Ai = """
            api_key owner {
            	key owner-secret
            	scopes admin.read admin.write
            }
            provider another {
            	kind echo
            }
            """,
    });

    [Theory]
    [InlineData("GET", "status")]
    [InlineData("GET", "provider-health")]
    [InlineData("GET", "api-keys")]
    [InlineData("GET", "api-keys/owner")]
    [InlineData("GET", "providers")]
    [InlineData("GET", "providers/another")]
    [InlineData("GET", "tenants/none")]
    [InlineData("GET", "request-logs")]
    [InlineData("GET", "billing-events")]
    [InlineData("GET", "audit-events")]
    [InlineData("GET", "usage-aggregates")]
    [InlineData("POST", "billing-events/0/corrections")]
    [InlineData("POST", "api-keys")]
    [InlineData("PUT", "api-keys/owner")]
    [InlineData("PATCH", "api-keys/owner")]
    [InlineData("DELETE", "api-keys/owner")]
    [InlineData("POST", "api-keys/owner/rotate")]
    [InlineData("POST", "policies")]
    [InlineData("PUT", "policies/p")]
    [InlineData("PATCH", "policies/p")]
    [InlineData("DELETE", "policies/p")]
    [InlineData("POST", "config/validate")]
    [InlineData("POST", "config/reload")]
    public async Task A_parameter_that_nobody_reads_is_refused_by_its_name(string method, string path)
    {
        var answer = await SendAsync(Request.Post($"/admin/v1/{path}?dry_run=1", "{}") with { Method = method });

        Assert.Equal((400, "application/problem+json"), (answer.Status, answer.Headers["content-type"]));
        Assert.Contains("'dry_run'", answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(401, (await new Client(World.Gateway.AdminUri).SendAsync(Request.Get($"/admin/v1/{path}?dry_run=1") with { Method = method })).Status);
    }

    [Fact]
    public async Task The_health_of_providers_comes_in_pages_by_name()
    {
        var first = (await SendAsync(Request.Get("/admin/v1/provider-health?limit=1"))).Json;
        var second = (await SendAsync(Request.Get($"/admin/v1/provider-health?limit=1&after={first.GetProperty("next_after").GetString()}"))).Json;

        Assert.Equal(("another", "up"), (first.GetProperty("data")[0].GetProperty("name").GetString(), second.GetProperty("data")[0].GetProperty("name").GetString()));
        Assert.Equal((2, 1), (first.GetProperty("total").GetInt32(), first.GetProperty("limit").GetInt32()));
        Assert.False(second.TryGetProperty("next_after", out _));
        Assert.Equal(400, (await SendAsync(Request.Get("/admin/v1/provider-health?limit=0"))).Status);
        Assert.Equal(400, (await SendAsync(Request.Get("/admin/v1/provider-health?limit=1&limit=2"))).Status);
    }

    private Task<Answer> SendAsync(Request request) => new Client(World.Gateway.AdminUri).SendAsync(request.As("owner-secret"));
}
