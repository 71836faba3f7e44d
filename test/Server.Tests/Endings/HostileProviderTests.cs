using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>Whatever a provider sends, the client gets an answer, and the ledger says which.</summary>
[Trait("Category", "Process")]
public sealed class HostileProviderTests(HostileProviderTests.Site site) : WorldTests(site), IClassFixture<HostileProviderTests.Site>
{
    /// <summary>No retries, so that each answer is the only one.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText { Reliability = "provider_dispatch_max_retries 0" });

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    [InlineData(304)]
    [InlineData(307)]
    public async Task A_status_that_answers_nothing_is_502(int status)
    {
        Provider.Enqueue(new Reply { Status = status, Body = default });

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(answer, 502, "provider_dispatch_error");
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("provider_error", 502, 0L), (entry.Ending, entry.Status, entry.InputTokens));
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    public async Task A_stream_whose_status_has_no_body_is_502(int status)
    {
        Provider.Enqueue(new Reply { Status = status, Body = default }.With("content-type", "text/event-stream"));

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        ErrorAssert.IsRefusal(answer, 502, "provider_dispatch_error");
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("provider_error", 502), (entry.Ending, entry.Status));
    }

    [Fact]
    public async Task A_count_of_a_part_is_not_taken_for_the_whole()
    {
        var long4000 = new string('w', 4000);
        Provider.Enqueue(Reply.Sse(
            ChatReplies.Word(long4000) + """data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}""" + "\n\n"
            + ChatReplies.Word(long4000)).ThenCut());

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("upstream_cut", "gateway", 1L), (entry.Ending, entry.Teller, entry.InputTokens));
        Assert.True(entry.OutputTokens >= 2000, entry.ToString());
    }

    [Fact]
    public async Task A_stream_that_ends_long_after_its_end_mark_leaves_its_connection_to_nobody()
    {
        var gate = new Gate();
        var whole = ChatReplies.StreamText("one") + ChatReplies.Done;
        Provider.Enqueue(Reply.Sse(whole).HoldAt(whole.Length, gate));
        Assert.Equal(whole, (await Client.ChatAsync(ChatRequests.Streamed())).Text);
        var second = new Gate();
        Provider.Enqueue(ChatReplies.Plain(5, 6).HoldHead(second));
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Plain()));
        await Provider.NextRequestAsync();
        gate.Open();
        second.Open();

        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal((200, ChatReplies.PlainText(5, 6)), (answer.Status, answer.Text));
        Assert.Equal(2, Provider.Requests.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_content_type_that_no_header_can_carry_is_left_out(bool streams)
    {
        var reply = streams ? ChatReplies.Stream(3, 4) : ChatReplies.Plain(3, 4);
        Provider.Enqueue(reply with { Headers = [new("content-type", streams ? "text/event-stream; x=\u00e9" : "application/json; x=\u00e9")] });

        var answer = await Client.ChatAsync(streams ? ChatRequests.Streamed() : ChatRequests.Plain());

        Assert.Equal((200, reply.Text), (answer.Status, answer.Text));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("finished", 200, 3L, 4L), (entry.Ending, entry.Status, entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task An_error_that_calls_itself_200_passes_and_costs_nothing()
    {
        const string Error = """{"error":{"message":"No model is loaded","code":500}}""";
        Provider.Enqueue(Reply.Json(Error));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        Assert.Equal((200, Error), (answer.Status, answer.Text));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("provider_error", 0L, 0L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
    }

    [Theory]
    [InlineData("-Infinity")]
    [InlineData("NaN")]
    [InlineData("-5")]
    [InlineData("1e400")]
    [InlineData("soon")]
    public async Task A_wait_that_is_no_time_is_passed_over(string wait)
    {
        Provider.Enqueue(Reply.Error(429, "Slow down").With("retry-after-ms", wait));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        Assert.Equal(429, answer.Status);
        Assert.Equal("provider_error", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_refusal_of_a_stream_that_breaks_off_is_502()
    {
        Provider.Enqueue(Reply.Error(400, "Something is wrong").StopAt(10).ThenReset());

        var answer = await Client.ChatAsync(ChatRequests.StreamedWithoutUsage());

        ErrorAssert.IsRefusal(answer, 502, "provider_dispatch_error");
    }

    [Fact]
    public async Task The_usage_that_nobody_asked_for_is_taken_out_of_a_stream_without_a_last_empty_line()
    {
        var words = ChatReplies.StreamText("one");
        Provider.Enqueue(Reply.Sse(words + ChatReplies.UsageEvent(8, 9).TrimEnd('\n')));

        var answer = await Client.ChatAsync(ChatRequests.StreamedWithoutUsage());

        Assert.Equal(words, answer.Text);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("finished", 8L, 9L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20_000)]
    public async Task Comments_behind_the_finish_do_not_keep_it_from_the_client(int comments)
    {
        var gate = new Gate();
        var begun = ChatReplies.StreamText("one") + string.Concat(Enumerable.Repeat(": still here, and still nothing to say\n\n", comments));
        Provider.Enqueue(Reply.Sse(begun + ChatReplies.Done).HoldAt(begun.Length, gate));
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();

        await live.ReadAtLeastAsync(begun.Length);
        gate.Open();

        Assert.Equal(begun + ChatReplies.Done, (await live.ReadToEndAsync()).Text);
    }

    [Fact]
    public async Task Behind_the_end_mark_the_answer_is_over_although_the_provider_goes_on()
    {
        var whole = ChatReplies.StreamText("one") + ChatReplies.Done;
        Provider.Enqueue(Reply.Sse(whole + ChatReplies.Word("more")).HoldAt(whole.Length, new Gate()));

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.Equal((200, whole), (answer.Status, answer.Text));
        Assert.Equal("finished", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }
}
