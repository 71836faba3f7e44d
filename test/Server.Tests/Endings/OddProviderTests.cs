using System.IO.Compression;
using System.Text;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>Providers that answer in ways no document describes.</summary>
[Trait("Category", "Process")]
public sealed class OddProviderTests(OddProviderTests.Site site) : WorldTests(site), IClassFixture<OddProviderTests.Site>
{
    /// <summary>No retries, so that each answer is the only one.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText { Reliability = "provider_dispatch_max_retries 0" });

    [Theory]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("HTTP/1.1 20x Odd\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-le")]
    public async Task A_provider_that_speaks_no_HTTP_is_502(string bytes)
    {
        Provider.Enqueue(Reply.Garbage(bytes));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        ErrorAssert.IsRefusal(answer, 502, "provider_dispatch_error");
        Assert.Equal("unreachable", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_its_place_not_told()
    {
        Provider.Otherwise(_ => new Reply { Status = 307, Body = default }.With("location", $"{Provider.Address}elsewhere"));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        Assert.Single(Provider.Requests);
        Assert.False(answer.Headers.Has("location"), answer.ToString());
        Assert.NotEqual(200, answer.Status);
        Assert.Equal("provider_error", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_stream_of_nothing_is_not_success()
    {
        Provider.Enqueue(Reply.Sse(""));

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.Contains("\"error\"", answer.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_cut", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_plain_answer_to_a_streaming_request_passes()
    {
        Provider.Enqueue(ChatReplies.Plain(21, 4));

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.Equal((200, "application/json", ChatReplies.PlainText(21, 4)), (answer.Status, answer.Headers["content-type"], answer.Text));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("finished", "provider", 21L, 4L), (entry.Ending, entry.UsageSource, entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task A_compressed_answer_that_nobody_asked_for_reaches_the_client_readable()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(ChatReplies.PlainText()), TestContext.Current.CancellationToken);
        Provider.Enqueue(new Reply { Status = 200, Body = packed.ToArray() }
            .With("content-type", "application/json").With("content-encoding", "gzip"));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        Assert.DoesNotContain("gzip", Assert.Single(Provider.Requests).Headers["accept-encoding"] ?? "", StringComparison.Ordinal);
        if (answer.Status == 200)
            Assert.Equal(ChatReplies.PlainText(), answer.Headers.Has("content-encoding") ? Unpack(answer.Body) : answer.Text);
        else
            Assert.Equal(502, answer.Status);
    }

    [Fact]
    public async Task A_provider_that_hangs_after_DONE_keeps_nobody_waiting_for_the_entry()
    {
        Provider.Enqueue(ChatReplies.Stream(8, 9).HoldAfter(ChatReplies.Done, new Gate()));
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();

        await live.ReadUntilAsync(ChatReplies.Done);

        var entry = await World.Admin.EntryOfAsync(live.Headers);
        Assert.Equal(("finished", 8L, 9L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task A_provider_that_hangs_after_its_finish_does_not_keep_the_finish_from_the_client()
    {
        var gate = new Gate();
        var finish = ChatReplies.StreamText("one");
        Provider.Enqueue(ChatReplies.Stream(8, 9, "one").HoldAt(finish.Length, gate));
        await using var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();

        await live.ReadAtLeastAsync(finish.Length);
        gate.Open();

        var answer = await live.ReadToEndAsync();
        Assert.Equal(finish + ChatReplies.UsageEvent(8, 9) + ChatReplies.Done, answer.Text);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal("finished", entry.Ending);
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_the_provider_back()
    {
        const int Whole = 160 << 20;
        var word = ChatReplies.Word(new string('w', 8000));
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(word, Whole / word.Length)));
        Provider.Enqueue(Reply.Sse(text).SplitAt(Enumerable.Range(0, text.Length / 65536).Select(i => i * 65536)));
        var before = World.Gateway.ResidentBytes();
        var connection = await Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var seen = await Provider.NextRequestAsync();

        // It stands still when so many looks in a row show the same.
        var (last, looks) = (-1L, 0);
        await Testing.Patience.UntilAsync(
            () =>
            {
                (last, looks) = (seen.BytesAnswered, seen.BytesAnswered == last && last > 0 ? looks + 1 : 0);
                return Task.FromResult(looks);
            },
            same => same >= 30,
            "the provider to stand still");
        var growth = World.Gateway.ResidentBytes() - before;
        connection.Reset();

        Assert.True(last < Whole / 2, $"The gateway took {last >> 20} MiB of an answer that nobody read");
        Assert.True(growth < 48 << 20, $"The gateway grew by {growth >> 20} MiB");
        await seen.AbandonedAsync();
    }

    private static string Unpack(byte[] body)
    {
        using var text = new StreamReader(new GZipStream(new MemoryStream(body), CompressionMode.Decompress));
        return text.ReadToEnd();
    }
}
