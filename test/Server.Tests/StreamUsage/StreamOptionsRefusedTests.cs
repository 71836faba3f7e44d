using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.StreamUsage;

/// <summary>A provider that does not know <c>stream_options</c> is asked once more without, and not again.</summary>
[Trait("Category", "Process")]
public sealed class StreamOptionsRefusedTests
{
    [Theory]
    [InlineData(400)]
    [InlineData(422)]
    public async Task A_refusal_that_names_stream_options_is_repeated_without_and_remembered(int status)
    {
        await using var world = await World.StartAsync();
        world.Provider.Otherwise(request => request.Text.Contains("stream_options", StringComparison.Ordinal)
            ? Reply.Error(status, "Unrecognized request argument supplied: stream_options")
            : Reply.Sse(ChatReplies.StreamText() + ChatReplies.Done));
        var client = ChatRequests.StreamedWithoutUsage();
        var untouched = client.Replace("fast-chat", "gpt-4o-mini", StringComparison.Ordinal);

        var first = await world.Client.ChatAsync(client);
        var second = await world.Client.ChatAsync(client);

        Assert.Equal((200, ChatReplies.StreamText() + ChatReplies.Done), (first.Status, first.Text));
        Assert.Equal((200, first.Text), (second.Status, second.Text));
        Assert.Equal(3, world.Provider.Requests.Count);
        Assert.Contains("stream_options", world.Provider.Requests[0].Text, StringComparison.Ordinal);
        Assert.All(world.Provider.Requests.Skip(1), request => Assert.Equal(untouched, request.Text));
        var ledger = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= 2, "both entries");
        Assert.All(ledger, entry => Assert.Equal(("finished", "gateway"), (entry.Ending, entry.Teller)));
    }

    [Theory]
    [InlineData("/v1/messages", """{"model":"fast-chat","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"hi"}]}""")]
    [InlineData("/v1/responses", """{"model":"fast-chat","stream":true,"input":"hi"}""")]
    [InlineData("/v1beta/models/fast-chat:streamGenerateContent?alt=sse", """{"contents":[{"parts":[{"text":"hi"}]}]}""")]
    public async Task It_is_repeated_for_clients_of_other_protocols_too(string path, string body)
    {
        await using var world = await World.StartAsync();
        world.Provider.Otherwise(request => request.Text.Contains("stream_options", StringComparison.Ordinal)
            ? Reply.Error(400, "Unrecognized request argument supplied: stream_options")
            : Reply.Sse(ChatReplies.StreamText() + ChatReplies.Done));

        var first = await world.Client.SendAsync(Request.Post(path, body));
        var second = await world.Client.SendAsync(Request.Post(path, body));

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Equal([true, false, false], world.Provider.Requests.Select(request => request.Text.Contains("stream_options", StringComparison.Ordinal)));
        Assert.DoesNotContain("stream_options", first.Text + second.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_that_names_something_else_passes_and_is_not_repeated()
    {
        await using var world = await World.StartAsync();
        world.Provider.Otherwise(_ => Reply.Error(400, "Unrecognized request argument supplied: messages"));

        var answer = await world.Client.ChatAsync(ChatRequests.StreamedWithoutUsage());

        Assert.Equal((400, Reply.Error(400, "Unrecognized request argument supplied: messages").Text), (answer.Status, answer.Text));
        Assert.Single(world.Provider.Requests);
    }

    [Fact]
    public async Task What_the_client_itself_asked_for_is_not_taken_away()
    {
        await using var world = await World.StartAsync();
        world.Provider.Otherwise(_ => Reply.Error(400, "Unrecognized request argument supplied: stream_options"));

        var answer = await world.Client.ChatAsync(ChatRequests.Streamed());

        Assert.Equal(400, answer.Status);
        Assert.Single(world.Provider.Requests);
    }
}
