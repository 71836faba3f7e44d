using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.StreamUsage;

/// <summary>Usage is asked for in every stream, and what only the gateway asked for does not reach the client.</summary>
[Trait("Category", "Process")]
public sealed class IncludeUsageTests(IncludeUsageTests.Site site) : WorldTests(site), IClassFixture<IncludeUsageTests.Site>
{
    /// <summary>A model on a provider that is asked for usage, and one on a provider that is not.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Ai = """
            provider quiet {
            	kind openai-compatible
            	base_url $PROVIDER/v1
            	api_key provider-secret
            	stream_usage off
            }
            model quiet-chat -> quiet:gpt-4o-mini
            """,
    });

    /// <summary>What the client sends, and what the provider must see; both with the model named M.</summary>
    public static TheoryData<string, string> Asked => new()
    {
        {
            """{"model":"M","stream":true,"messages":[]}""",
            """{"stream_options":{"include_usage":true},"model":"M","stream":true,"messages":[]}"""
        },
        {
            """  { "model":"M","stream" : true,"messages":[]}""",
            """  {"stream_options":{"include_usage":true}, "model":"M","stream" : true,"messages":[]}"""
        },
        {
            """{"model":"M","stream":true,"stream_options":null,"messages":[]}""",
            """{"model":"M","stream":true,"stream_options":{"include_usage":true},"messages":[]}"""
        },
        {
            """{"model":"M","stream_options":{},"stream":true,"messages":[]}""",
            """{"model":"M","stream_options":{"include_usage":true},"stream":true,"messages":[]}"""
        },
        {
            """{"model":"M","stream_options":{ },"stream":true,"messages":[]}""",
            """{"model":"M","stream_options":{"include_usage":true },"stream":true,"messages":[]}"""
        },
        {
            """{"model":"M","stream":true,"messages":[],"stream_options":{"include_obfuscation":false}}""",
            """{"model":"M","stream":true,"messages":[],"stream_options":{"include_usage":true,"include_obfuscation":false}}"""
        },
        {
            """{"model":"M","stream":true,"stream_options":{"include_usage":false},"messages":[]}""",
            """{"model":"M","stream":true,"stream_options":{"include_usage":true},"messages":[]}"""
        },
        {
            """{"model":"M","stream":true,"stream_options":{"a":1, "include_usage" : false ,"b":2},"messages":[]}""",
            """{"model":"M","stream":true,"stream_options":{"a":1, "include_usage" : true ,"b":2},"messages":[]}"""
        },
        {
            """{"model":"M","stream":true,"stream_options":{"include_usage":null},"messages":[]}""",
            """{"model":"M","stream":true,"stream_options":{"include_usage":true},"messages":[]}"""
        },
    };

    /// <summary>Requests that are not touched but for the model.</summary>
    public static TheoryData<string> Untouched =>
    [
        """{"model":"M","messages":[]}""",
        """{"model":"M","stream":false,"messages":[]}""",
        """{"model":"M","stream":null,"messages":[]}""",
        """{"model":"M","stream":true,"stream_options":{"include_usage":true},"messages":[]}""",
        """{"model":"M","stream":true,"stream_options":{"include_usage" : true,"x":[1]},"messages":[]}""",
    ];

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task Usage_is_asked_for_in_the_clients_text_and_its_event_taken_out_again(string client, string provider)
    {
        var rest = ChatReplies.StreamText();
        Provider.Enqueue(Reply.Sse(rest + ChatReplies.UsageEvent(41, 9) + ChatReplies.Done).SplitEverywhere());

        var answer = await Client.ChatAsync(client.Replace("\"M\"", "\"fast-chat\"", StringComparison.Ordinal));

        Assert.Equal(provider.Replace("\"M\"", "\"gpt-4o-mini\"", StringComparison.Ordinal), Assert.Single(Provider.Requests).Text);
        Assert.Equal((200, rest + ChatReplies.Done, true), (answer.Status, answer.Text, answer.IsComplete));
        await HasUsageAsync(answer, 41, 9);
    }

    [Theory]
    [MemberData(nameof(Untouched))]
    public async Task A_request_that_needs_no_asking_is_not_touched(string client)
    {
        var streams = client.Contains("\"stream\":true", StringComparison.Ordinal);
        Provider.Enqueue(streams ? ChatReplies.Stream(41, 9) : ChatReplies.Plain(41, 9));

        var answer = await Client.ChatAsync(client.Replace("\"M\"", "\"fast-chat\"", StringComparison.Ordinal));

        Assert.Equal(client.Replace("\"M\"", "\"gpt-4o-mini\"", StringComparison.Ordinal), Assert.Single(Provider.Requests).Text);
        Assert.Equal(
            streams ? ChatReplies.StreamText() + ChatReplies.UsageEvent(41, 9) + ChatReplies.Done : ChatReplies.PlainText(41, 9),
            answer.Text);
        await HasUsageAsync(answer, 41, 9);
    }

    [Fact]
    public async Task A_provider_with_stream_usage_off_is_not_asked_and_the_usage_is_told_by_the_gateway()
    {
        Provider.Enqueue(Reply.Sse(ChatReplies.StreamText() + ChatReplies.Done));
        var client = ChatRequests.StreamedWithoutUsage("quiet-chat");

        var answer = await Client.ChatAsync(client);

        Assert.Equal(client.Replace("quiet-chat", "gpt-4o-mini", StringComparison.Ordinal), Assert.Single(Provider.Requests).Text);
        Assert.Equal(ChatReplies.StreamText() + ChatReplies.Done, answer.Text);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("finished", "gateway"), (entry.Ending, entry.Teller));
        Assert.True(entry is { InputTokens: > 0, OutputTokens: > 0 }, entry.ToString());
    }

    [Fact]
    public async Task An_event_that_a_provider_with_stream_usage_off_sends_unasked_passes()
    {
        Provider.Enqueue(ChatReplies.Stream(41, 9));

        var answer = await Client.ChatAsync(ChatRequests.StreamedWithoutUsage("quiet-chat"));

        Assert.Equal(ChatReplies.StreamText() + ChatReplies.UsageEvent(41, 9) + ChatReplies.Done, answer.Text);
        await HasUsageAsync(answer, 41, 9);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public async Task Everything_but_the_usage_event_passes_with_its_line_ends(string lineEnd)
    {
        const string Before = """
            : a comment

            event: message
            id: 7
            data: {"choices":[],"prompt_filter_results":[{"prompt_index":0}]}

            data: {"choices":[],"usage":null}

            data:{"choices":[{"index":0,"delta":{"content":"hi"},"finish_reason":null}],"usage":null}

            data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}


            """;
        var usage = "data: {\"choices\": [ ],\"usage\":{\"prompt_tokens\":51,\"completion_tokens\":6,\"total_tokens\":57}}\n\n";
        var rest = Before.ReplaceLineEndings(lineEnd);
        var done = ": and one more\n\ndata: [DONE]\n\n".ReplaceLineEndings(lineEnd);
        Provider.Enqueue(Reply.Sse(rest + usage.ReplaceLineEndings(lineEnd) + done).SplitEverywhere());

        var answer = await Client.ChatAsync(ChatRequests.StreamedWithoutUsage());

        Assert.Equal(rest + done, answer.Text);
        await HasUsageAsync(answer, 51, 6);
    }

    [Fact]
    public async Task A_stream_passes_event_by_event_and_nothing_waits_for_the_next()
    {
        string[] words = ["one", "two", "three"];
        var gates = words.Select(_ => new Gate()).ToList();
        var reply = Reply.Sse(string.Concat(words.Select(ChatReplies.Word)) + ChatReplies.StreamText() + ChatReplies.Done);
        for (var i = 0; i < words.Length; i++)
            reply = reply.HoldAfter(ChatReplies.Word(words[i]), gates[i]);
        Provider.Enqueue(reply);
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.StreamedWithoutUsage()));
        var live = await connection.ReceiveAsync();

        for (var i = 0; i < words.Length; i++)
        {
            // The provider stands still after this word, so it can only be here because it was passed at once.
            await live.ReadUntilAsync(ChatReplies.Word(words[i]));
            gates[i].Open();
        }

        Assert.EndsWith(ChatReplies.Done, (await live.ReadToEndAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_stream_passes()
    {
        byte[] text = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(ChatReplies.StreamText() + ChatReplies.Done)];
        Provider.Enqueue(Reply.Sse(text));

        Assert.Equal(text, (await Client.ChatAsync(ChatRequests.Streamed())).Body);
    }

    private async Task HasUsageAsync(Answer answer, long input, long output)
    {
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(
            ("finished", "provider", (long?)input, (long?)output),
            (entry.Ending, entry.UsageSource, entry.InputTokens, entry.OutputTokens));
    }
}
