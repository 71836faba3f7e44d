using FerroGate.Testing;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Proxy;

/// <summary><c>health_uri</c>: upstreams are asked whether they are well, and get no requests while they are not.</summary>
[Trait("Category", "Process")]
public sealed class HealthCheckTests
{
    [Fact]
    public async Task An_upstream_that_is_not_well_gets_no_requests_until_it_is()
    {
        await using var world = await ProxyWorld.StartAsync(
            "reverse_proxy $A $B {\n lb_policy first\n health_uri /up?full=1\n health_interval 20ms\n}", upstreams: 2);
        var isWell = true;
        world.Upstreams[0].Otherwise(request => request.Target == "/up?full=1"
            ? Reply.Json("", Volatile.Read(ref isWell) ? 204 : 500)
            : Reply.Json("a").With("x-upstream", "a"));

        Assert.Equal("a", await world.AskAsync(1));
        Volatile.Write(ref isWell, false);
        await UntilAsync(world, "b");
        Volatile.Write(ref isWell, true);
        await UntilAsync(world, "a");
    }

    [Theory]
    [InlineData("health_status 2xx", 200, "", true)]
    [InlineData("health_status 418", 418, "", true)]
    [InlineData("health_status 418", 200, "", false)]
    [InlineData("health_body ^all", 200, "all is well", true)]
    [InlineData("health_body ^all", 200, "not all", false)]
    public async Task A_good_answer_is_what_the_config_says(string option, int status, string body, bool isGood)
    {
        await using var world = await ProxyWorld.StartAsync(
            $"reverse_proxy $A $B {{\n lb_policy first\n health_uri /up\n health_interval 20ms\n {option}\n}}", upstreams: 2);
        world.Upstreams[1].Otherwise(request => Reply.Json(request.Target == "/up" ? "all" : "b", 200).With("x-upstream", "b"));
        world.Upstreams[0].Otherwise(request => request.Target == "/up" ? Reply.Json(body, status) : Reply.Json("a").With("x-upstream", "a"));

        await UntilAsync(world, isGood ? "a" : option.Contains("418", StringComparison.Ordinal) ? "503" : "b");
    }

    [Fact]
    public async Task The_question_has_the_method_the_headers_and_the_body_of_the_config()
    {
        await using var world = await ProxyWorld.StartAsync(
            "reverse_proxy $A {\n health_uri /up\n health_method post\n health_request_body ping\n health_headers {\n  Host up.example\n  X-Probe one\n }\n}", upstreams: 1);

        var question = await world.Upstreams[0].NextRequestAsync();

        Assert.Equal(("POST", "/up", "ping"), (question.Method, question.Target, question.Text));
        Assert.Equal(("up.example", "one"), (question.Headers["host"], question.Headers["x-probe"]));
    }

    [Fact]
    public async Task Somebody_else_can_be_asked_for_an_upstream()
    {
        await using var world = await ProxyWorld.StartAsync("reverse_proxy $A {\n health_uri /up\n health_upstream $B\n}", upstreams: 2);

        Assert.Equal("/up", (await world.Upstreams[1].NextRequestAsync()).Target);
    }

    [Fact]
    public async Task Redirects_are_followed_where_the_config_says_so()
    {
        await using var world = await ProxyWorld.StartAsync(
            "reverse_proxy $A $B {\n lb_policy first\n health_uri /up\n health_interval 20ms\n health_follow_redirects\n}", upstreams: 2);
        world.Upstreams[0].Otherwise(request => request.Target == "/up" ? Reply.Json("", 302).With("location", "/elsewhere") : Reply.Json("a").With("x-upstream", "a"));

        await UntilAsync(world, "a");
        Assert.Contains(world.Upstreams[0].Requests, request => request.Target == "/elsewhere");
    }

    [Fact]
    public async Task Somebody_else_whom_a_redirect_names_does_not_get_the_headers_of_the_question()
    {
        await using var world = await ProxyWorld.StartAsync(
            "reverse_proxy $A {\n health_uri /up\n health_interval 20ms\n health_follow_redirects\n health_headers {\n  Authorization secret\n }\n}", upstreams: 2);
        world.Upstreams[0].Otherwise(request => request.Target == "/up"
            ? Reply.Json("", 302).With("location", "/near") : Reply.Json("", 302).With("location", $"http://{world.Upstreams[1].Address.Authority}/far"));

        var far = await world.Upstreams[1].NextRequestAsync();

        Assert.Equal(("/far", (string?)null), (far.Target, far.Headers["authorization"]));
        Assert.All(world.Upstreams[0].Requests.Take(2), near => Assert.Equal("secret", near.Headers["authorization"]));
    }

    // Questions run by themselves, so what they find is waited for.
    private static async Task UntilAsync(ProxyWorld world, string letter)
    {
        var patience = Patience.Token();
        while (await world.AskAsync(1) != letter)
            patience.ThrowIfCancellationRequested();
    }
}
