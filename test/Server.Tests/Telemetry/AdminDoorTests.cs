using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry;

/// <summary>Who is turned away from the admin listener, and that each is told so in a problem document.</summary>
[Trait("Category", "Process")]
public sealed class AdminDoorTests(AdminDoorTests.Plain plain) : WorldTests(plain), IClassFixture<AdminDoorTests.Plain>
{
    /// <summary>A world as it is by default.</summary>
    public sealed class Plain() : WorldFixture(new GatewayConfigText());

    // The client writes Latin-1; these are the bytes of U+00A0 in UTF-8, which trimming takes for white space.
    [Theory]
    [InlineData("Bearer \u00c2\u00a0")]
    [InlineData("Bearer \u00e2\u0080\u0083\u00c2\u00a0")]
    [InlineData("Bearer ")]
    [InlineData("Bearer")]
    [InlineData("Basic abc")]
    public async Task A_credential_of_nothing_is_401(string authorization)
    {
        foreach (var path in (string[])["/metrics", "/admin/v1/audit-events"])
        {
            var answer = await new Client(World.Gateway.AdminUri).SendAsync(Request.Get(path).With("authorization", authorization));

            IsProblem(answer, 401);
            Assert.Equal("Bearer", answer.Headers["www-authenticate"]);
        }
    }

    [Theory]
    [InlineData("https://{0}")]
    [InlineData("http://evil.example")]
    [InlineData("http://{0}/")]
    [InlineData("http://user@{0}")]
    [InlineData("http://{0}, http://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    public async Task An_origin_that_is_not_this_one_is_foreign(string origin) =>
        IsProblem(await GetFromAsync(origin), 403);

    [Fact]
    public async Task Two_origins_are_foreign_even_if_one_is_not() =>
        IsProblem(await GetFromAsync("http://{0}", "http://evil.example"), 403);

    [Fact]
    public async Task Its_own_origin_is_welcome() => Assert.Equal(200, (await GetFromAsync("http://{0}")).Status);

    [Theory]
    [InlineData("TRACE", "/metrics")]
    [InlineData("POST", "/metrics")]
    [InlineData("DELETE", "/metrics")]
    [InlineData("TRACE", "/healthz")]
    [InlineData("POST", "/admin/v1/audit-events")]
    public async Task What_is_read_takes_no_other_method(string method, string path)
    {
        var answer = await new Client(World.Gateway.AdminUri, GatewayConfigText.Key).SendAsync(new Request(method, path));

        IsProblem(answer, 405);
        Assert.Contains("GET", answer.Headers["allow"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_site_a_wrong_method_is_refused_in_the_form_of_a_site()
    {
        var answer = await Client.SendAsync(new Request("TRACE", "/metrics"));

        ErrorAssert.IsRefusal(answer, 405, "method_not_allowed");
        Assert.Contains("GET", answer.Headers["allow"], StringComparison.Ordinal);
    }

    private Task<Answer> GetFromAsync(params string[] origins) =>
        new Client(World.Gateway.AdminUri, GatewayConfigText.Key).SendAsync(origins.Aggregate(
            Request.Get("/admin/v1/audit-events"),
            (request, origin) => request.With("origin", origin.Replace("{0}", World.Gateway.AdminUri.Authority, StringComparison.Ordinal))));

    private static void IsProblem(Answer answer, int status)
    {
        Assert.True(status == answer.Status, $"Wanted {status}, got {answer}");
        Assert.StartsWith("application/problem+json", answer.Headers["content-type"], StringComparison.Ordinal);
        Assert.Equal(status, answer.Json.GetProperty("status").GetInt32());
        ErrorAssert.HasIds(answer.Headers);
    }
}
