using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>What a circuit hears of a target that was asked to go on with the answer of another.</summary>
[Trait("Category", "Process")]
public sealed class RescueCircuitTests
{
    [Fact]
    public async Task A_target_that_says_something_else_has_not_failed()
    {
        await using var world = await StartAsync();
        var events = DialectReplies.Events("chat");
        var other = string.Concat(events).Replace("\"Hel\"", "\"Bon\"", StringComparison.Ordinal);
        world.Provider.Otherwise(request => request.Json.GetProperty("model").GetString() == "m1" ? Reply.Sse(events[0] + events[1]).ThenCut() : Reply.Sse(other));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two", stream: true));

        Assert.True(ToldAnswer.Of("chat", answer.Text).HasError);
        Assert.Equal(200, (await world.Client.SendAsync(DialectRequests.Of("chat", "second", stream: true))).Status);
    }

    [Fact]
    public async Task A_target_that_answers_with_no_stream_has_not_failed()
    {
        await using var world = await StartAsync();
        var events = DialectReplies.Events("chat");
        world.Provider.Otherwise(request => request.Json.GetProperty("model").GetString() == "m1" ? Reply.Sse(events[0] + events[1]).ThenCut() : DialectReplies.Plain("chat"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two", stream: true));

        Assert.True(ToldAnswer.Of("chat", answer.Text).HasError);
        Assert.Equal(200, (await world.Client.SendAsync(DialectRequests.Of("chat", "second", stream: true))).Status);
    }

    [Fact]
    public async Task A_target_that_tells_of_an_error_of_the_caller_has_not_failed()
    {
        await using var world = await StartAsync();
        var events = DialectReplies.Events("chat");
        const string TooLong = "data: {\"error\":{\"message\":\"Too long\",\"type\":\"invalid_request_error\",\"code\":\"context_length_exceeded\"}}\n\n";
        var half = events[1].Replace("\"Hel\"", "\"He\"", StringComparison.Ordinal);
        world.Provider.Otherwise(request => request.Json.GetProperty("model").GetString() == "m1"
            ? Reply.Sse(events[0] + events[1]).ThenCut()
            : Reply.Sse(events[0] + half + TooLong));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "two", stream: true));

        Assert.True(ToldAnswer.Of("chat", answer.Text).HasError);
        Assert.Equal("context_overflow", (await world.Admin.RecordOfAsync(answer.Headers)).GetProperty("attempt_list")[1].GetProperty("fault").GetString());
        Assert.Equal(200, (await world.Client.SendAsync(DialectRequests.Of("chat", "second", stream: true))).Status);
    }

    private static Task<World> StartAsync() => World.StartAsync(new GatewayConfigText
    {
        Reliability = """
            provider_dispatch_max_retries 0
            provider_circuit_breaker_failure_threshold 1
            provider_circuit_breaker_cooldown_secs 600
            """,
        Ai = """
            model two -> up:m1 up:m2
            model second -> up:m2
            """,
    });
}
