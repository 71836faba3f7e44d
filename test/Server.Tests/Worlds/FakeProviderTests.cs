using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Worlds;

/// <summary>The instrument is tested before anything is measured with it.</summary>
public sealed class FakeProviderTests : IAsyncDisposable
{
    private readonly FakeProvider _provider = FakeProvider.Start();

    private Client Client => new(_provider.Address);

    public ValueTask DisposeAsync() => _provider.DisposeAsync();

    [Fact]
    public async Task It_answers_in_chunks_of_one_byte_and_the_client_reads_the_whole()
    {
        _provider.Enqueue(ChatReplies.Stream().SplitEverywhere());

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.Equal((200, true), (answer.Status, answer.IsComplete));
        Assert.Equal(ChatReplies.StreamText() + ChatReplies.UsageEvent() + ChatReplies.Done, answer.Text);
    }

    [Fact]
    public async Task It_remembers_requests_byte_for_byte_over_one_connection()
    {
        _provider.Otherwise(_ => ChatReplies.Plain());
        await using var connection = await Connection.OpenAsync(_provider.Address);

        await connection.SendAsync(Request.Chat("first") with { ChunkSize = 2 });
        await (await connection.ReceiveAsync()).ReadToEndAsync();
        await connection.SendAsync(Request.Chat("second").With("X-Odd-Case", "Value"));
        await (await connection.ReceiveAsync()).ReadToEndAsync();

        Assert.Equal(["first", "second"], _provider.Requests.Select(request => request.Text));
        Assert.Contains(new KeyValuePair<string, string>("X-Odd-Case", "Value"), _provider.Requests[1].Headers);
        Assert.Equal(("POST", "/v1/chat/completions"), (_provider.Requests[1].Method, _provider.Requests[1].Target));
    }

    [Theory]
    [InlineData(ReplyEnd.Cut)]
    [InlineData(ReplyEnd.Reset)]
    public async Task A_cut_or_reset_answer_is_seen_as_incomplete(ReplyEnd end)
    {
        var gate = new Gate();
        _provider.Enqueue((ChatReplies.Plain() with { End = end }).StopAt(10).HoldAt(10, gate));
        await using var connection = await Client.StartAsync(Request.Chat("{}"));
        var live = await connection.ReceiveAsync();
        await live.ReadAtLeastAsync(10);
        gate.Open();

        var answer = await live.ReadToEndAsync();

        Assert.Equal((10, false), (answer.Body.Length, answer.IsComplete));
    }

    [Fact]
    public async Task A_dead_answer_is_no_answer()
    {
        _provider.Enqueue(Reply.Dead());

        await Assert.ThrowsAnyAsync<IOException>(() => Client.ChatAsync("{}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_notices_that_the_client_went_away(bool reset)
    {
        var gate = new Gate();
        _provider.Enqueue(ChatReplies.Plain().HoldHead(gate));
        var connection = await Client.StartAsync(Request.Chat("{}"));
        var seen = await _provider.NextRequestAsync();
        await gate.ReachedAsync();

        if (reset)
            connection.Reset();
        else
            connection.Close();

        await seen.AbandonedAsync();
    }

    [Fact]
    public async Task An_early_answer_comes_while_the_body_is_unread()
    {
        _provider.Enqueue(Reply.Error(413, "Too long").WithoutReadingBody());

        var answer = await Client.SendAsync(Request.Chat("{").With("content-length", "1000000"));

        Assert.Equal((413, true), (answer.Status, answer.IsComplete));
    }

    [Fact]
    public async Task A_request_without_a_script_is_told_so()
    {
        Assert.Equal(599, (await Client.ChatAsync("{}")).Status);
    }
}
