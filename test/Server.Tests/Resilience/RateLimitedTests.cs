using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Nobody waits long for a target where another one may be asked, and nobody gives up who has time and no other.</summary>
[Trait("Category", "Process")]
public sealed class RateLimitedTests
{
    [Theory]
    [InlineData("retry-after", "6")]
    [InlineData("x-ratelimit-reset-tokens", "6s")]
    public async Task Who_has_no_other_target_waits_as_long_as_the_provider_asks(string name, string value)
    {
        await using var world = await StartAsync("provider_dispatch_max_retries 1");
        world.Provider.Enqueue(DialectReplies.Error("chat", 429).With(name, value)).Enqueue(DialectReplies.Plain("chat"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "alone"));

        Assert.Equal((200, "2"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
        var record = await world.Admin.RecordOfAsync(answer.Headers);
        Assert.True(record.GetProperty("duration_ms").GetDouble() >= 6_000, record.ToString());
    }

    [Theory]
    [InlineData("retry-after", "20")]
    [InlineData("x-ratelimit-reset-requests", "6m0s")]
    public async Task Who_has_not_that_much_time_is_told_at_once(string name, string value)
    {
        await using var world = await StartAsync("provider_dispatch_max_retries 3\nprovider_dispatch_budget_secs 15");
        world.Provider.Enqueue(DialectReplies.Error("chat", 429).With(name, value));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "alone"));

        Assert.Equal((429, "1"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
    }

    [Theory]
    [InlineData("retry-after", "20")]
    [InlineData("x-ratelimit-reset-requests", "6m0s")]
    [InlineData("anthropic-ratelimit-tokens-reset", "2199-01-01T00:00:00Z")]
    public async Task Who_has_another_target_goes_there_at_once(string name, string value)
    {
        await using var world = await StartAsync("provider_dispatch_max_retries 3");
        world.Provider.Enqueue(DialectReplies.Error("chat", 429).With(name, value)).Enqueue(DialectReplies.Plain("chat"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two"));

        Assert.Equal((200, "up:m1=rate_limited"), (answer.Status, answer.Headers["x-ferrogate-failed"]));
    }

    [Fact]
    public async Task A_target_whose_circuit_is_open_is_no_other_target()
    {
        await using var world = await StartAsync("""
            provider_dispatch_max_retries 1
            provider_circuit_breaker_failure_threshold 1
            provider_circuit_breaker_cooldown_secs 600
            """);
        world.Provider.Enqueue(Reply.Error(500, "Down"));
        Assert.Equal(500, (await world.Client.SendAsync(DialectRequests.Of("chat", "second"))).Status);
        world.Provider.Enqueue(DialectReplies.Error("chat", 429).With("retry-after", "6")).Enqueue(DialectReplies.Plain("chat"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two"));

        Assert.Equal((200, "2", "m1"), (answer.Status, answer.Headers["x-ferrogate-attempts"], answer.Headers["x-ferrogate-model"]));
    }

    private static Task<World> StartAsync(string reliability) => World.StartAsync(new GatewayConfigText
    {
        Reliability = reliability,
        Ai = """
            model alone -> up:m1
            model second -> up:m2
            model two -> up:m1 up:m2
            """,
    });
}
