using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>A provider that stops saying anything does not keep its caller for ever, and no cut answer looks whole.</summary>
[Trait("Category", "Process")]
public sealed class TimeLimitTests
{
    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task A_stream_that_stalls_behind_its_first_content_ends_with_an_error_of_the_protocol(string dialect)
    {
        await using var world = await StartAsync("provider_stream_silence_secs 1");
        var whole = DialectReplies.Stream(dialect);
        var said = whole.Text[..(whole.Text.IndexOf("Hel", StringComparison.Ordinal) + whole.Text[whole.Text.IndexOf("Hel", StringComparison.Ordinal)..].IndexOf("\n\n", StringComparison.Ordinal) + 2)];
        world.Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? whole.HoldAt(said.Length, new Gate()) : Reply.Error(500, "down"));

        var answer = await world.Client.SendAsync(DialectRequests.Of(dialect, dialect, stream: true));

        var told = ToldAnswer.Of(dialect, answer.Text);
        Assert.True(answer.IsComplete);
        Assert.StartsWith(said, answer.Text, StringComparison.Ordinal);
        Assert.Equal(("Hel", false, true), (told.Text, told.HasEnded, told.HasError));
        Assert.Contains("has said nothing for 1 s", answer.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_cut", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
        await world.Provider.Requests[0].AbandonedAsync();
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task A_stream_that_stalls_behind_its_first_content_is_gone_on_with_by_the_next_target(string dialect)
    {
        await using var world = await StartAsync("provider_stream_silence_secs 1");
        var whole = DialectReplies.Stream(dialect);
        var gate = new Gate();
        world.Provider.Otherwise(request => request.Target.StartsWith("/first/", StringComparison.Ordinal) ? whole.HoldAfter("Hel\"", gate) : whole);

        var answer = await world.Client.SendAsync(DialectRequests.Of(dialect, dialect, stream: true));

        var told = ToldAnswer.Of(dialect, answer.Text);
        Assert.Equal((true, "Hello", false), (answer.IsComplete, told.Text, told.HasError));
        Assert.NotNull(told.Finish);
        await world.Provider.Requests[0].AbandonedAsync();
        Assert.Equal("stalled", (await world.Admin.RecordOfAsync(answer.Headers)).GetProperty("attempt_list")[0].GetProperty("fault").GetString());
    }

    [Fact]
    public async Task A_stream_that_is_whole_and_stays_open_is_whole()
    {
        await using var world = await StartAsync("provider_stream_silence_secs 1");
        var events = DialectReplies.Events("chat");
        var said = string.Concat(events.Take(5));
        world.Provider.Enqueue(DialectReplies.Stream("chat").HoldAt(said.Length, new Gate()));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "chat", stream: true));

        Assert.Equal((true, said), (answer.IsComplete, answer.Text));
        Assert.Equal("finished", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_that_takes_too_long_as_a_whole_is_given_up(bool isStream)
    {
        await using var world = await StartAsync("provider_exchange_timeout_secs 1");
        var whole = isStream ? DialectReplies.Stream("chat") : DialectReplies.Plain("chat");
        world.Provider.Enqueue(isStream ? whole.HoldAfter("\"content\":\"Hel\"},\"finish_reason\":null}]}\n\n", new Gate()) : whole.HoldHead(new Gate()));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "chat", isStream));

        Assert.Equal(isStream ? 200 : 504, answer.Status);
        Assert.Contains("not complete within 1 s", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_cut", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
        await world.Provider.Requests[^1].AbandonedAsync();
    }

    private static Task<World> StartAsync(string limit) => World.StartAsync(ResilienceSite.Config with { Reliability = $"provider_dispatch_max_retries 0\n{limit}" });
}
