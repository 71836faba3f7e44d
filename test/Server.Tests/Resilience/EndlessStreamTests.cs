using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>A stream that never ends has an end all the same, and does not look complete.</summary>
[Trait("Category", "Process")]
public sealed class EndlessStreamTests
{
    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task It_ends_with_an_error_when_its_time_is_over(string dialect)
    {
        await using var world = await World.StartAsync(ResilienceSite.Config with { Reliability = "provider_exchange_timeout_secs 2" });
        var events = DialectReplies.Events(dialect);
        var opening = string.Concat(events.TakeWhile(one => !one.Contains("\"Hel\"", StringComparison.Ordinal)));
        var piece = events.First(one => one.Contains("\"Hel\"", StringComparison.Ordinal));

        world.Provider.Otherwise(_ => Reply.Sse(opening + string.Concat(Enumerable.Repeat(piece, 2_000))).HoldAt(opening.Length + (piece.Length * 1_999), new Gate()));

        var answer = await world.Client.SendAsync(DialectRequests.Of(dialect, dialect, stream: true));

        Assert.True(answer.IsComplete);
        Assert.Contains("2 s", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(dialect switch { "chat" => "[DONE]", "responses" => "response.completed", "messages" => "message_stop", _ => "finishReason" }, answer.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_cut", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
        await world.Provider.Requests[0].AbandonedAsync();
    }
}
