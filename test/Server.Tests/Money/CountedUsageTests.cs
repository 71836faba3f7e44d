using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Money;

/// <summary>What a provider does not tell is counted as its model would, and where nobody can, it is expected from the bytes.</summary>
[Trait("Category", "Process")]
public sealed class CountedUsageTests
{
    private const string Said = "one two three four five";

    private static GatewayConfigText Config => new()
    {
        Ai = """
            provider quiet {
            	kind openai-compatible
            	base_url $PROVIDER/v1
            	api_key provider-secret
            	stream_usage off
            }
            model gpt -> quiet:gpt-4o-mini
            model old-gpt -> quiet:gpt-4
            model claude -> quiet:claude-sonnet-4-5
            model thinker -> quiet:gpt-5-mini
            """,
    };

    [Fact]
    public async Task What_came_until_the_client_left_is_counted_and_from_then_on_what_others_are_not_told()
    {
        await using var world = await World.StartAsync(Config);

        // Nobody waits for this one, so the tokenizer is loaded for it: seven around one message, and "hello". Each word has its
        // token, and so has the space at the end.
        var left = await LeaveAsync(world, "gpt", until: "two");
        Assert.Equal(("client_gone", "counted", 8L, 3L), (left.Ending, left.UsageSource, left.InputTokens, left.OutputTokens));

        world.Provider.Enqueue(Reply.Sse(ChatReplies.StreamText(Said) + ChatReplies.Done));
        var whole = await world.Client.ChatAsync(ChatRequests.StreamedWithoutUsage("gpt"));
        var finished = await world.Admin.EntryOfAsync(whole.Headers);
        Assert.Equal(("finished", "counted", 8L, 6L), (finished.Ending, finished.UsageSource, finished.InputTokens, finished.OutputTokens));

        world.Provider.Enqueue(Reply.Sse("data: " + string.Join("data: ", ChatReplies.StreamText(Said).Split("data: ")[1..5])).ThenCut());
        var broken = await world.Client.ChatAsync(ChatRequests.StreamedWithoutUsage("gpt"));
        var cut = await world.Admin.EntryOfAsync(broken.Headers);
        Assert.Equal(("upstream_cut", "counted", 8L, 4L), (cut.Ending, cut.UsageSource, cut.InputTokens, cut.OutputTokens));

        world.Provider.Enqueue(Reply.Json(ChatReplies.PlainText(content: Said).Replace("\"usage\":{", "\"used\":{", StringComparison.Ordinal)));
        var plain = await world.Client.ChatAsync(ChatRequests.Plain("gpt"));
        var untold = await world.Admin.EntryOfAsync(plain.Headers);
        Assert.Equal(("finished", "counted", 8L, 5L), (untold.Ending, untold.UsageSource, untold.InputTokens, untold.OutputTokens));
    }

    [Fact]
    public async Task A_model_whose_tokenizer_nobody_has_published_is_estimated_from_bytes()
    {
        await using var world = await World.StartAsync(Config);

        var left = await LeaveAsync(world, "claude", until: "two");

        // Three for the request, four for a message, a quarter of "user" and "hello"; a quarter of "one two".
        Assert.Equal(("client_gone", "estimated", 10L, 2L), (left.Ending, left.UsageSource, left.InputTokens, left.OutputTokens));
    }

    [Fact]
    public async Task What_is_seen_of_a_model_that_thinks_in_secret_is_not_called_counted()
    {
        await using var world = await World.StartAsync(Config);

        var left = await LeaveAsync(world, "thinker", until: "two");

        // The prompt is counted: six around one message, and "hello". A quarter of "one two" is what was seen.
        Assert.Equal(("client_gone", "estimated", 7L, 2L), (left.Ending, left.UsageSource, left.InputTokens, left.OutputTokens));
    }

    [Fact]
    public async Task What_a_model_was_seen_to_make_of_text_corrects_what_is_expected_of_it_and_lasts_over_a_reload()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Stream(prompt: 4_000, completion: 4_000, content: string.Join(' ', Enumerable.Repeat("word", 40))));
        var body = ChatRequests.Streamed("claude").Replace("hello", new string('h', 400), StringComparison.Ordinal);
        for (var i = 0; i < 60; i++)
            Assert.Equal(200, (await world.Client.ChatAsync(body)).Status);

        await world.Gateway.ReloadAsync();
        var left = await LeaveAsync(world, "claude", until: "two");

        // No model is taken to be more than four times what is expected of it.
        Assert.Equal(("estimated", 40L, 8L), (left.UsageSource, left.InputTokens, left.OutputTokens));
    }

    private static async Task<BillingEvent> LeaveAsync(World world, string model, string until)
    {
        world.Provider.Enqueue(ChatReplies.Stream(content: Said).HoldAfter(ChatReplies.Word(until), new Gate()));
        var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.StreamedWithoutUsage(model)));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word(until));
        connection.Reset();
        return await world.Admin.EntryOfAsync(live.Headers);
    }
}
