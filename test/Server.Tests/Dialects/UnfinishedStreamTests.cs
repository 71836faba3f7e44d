using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A stream of which something is missing never looks like a whole one, to no client and from no provider.</summary>
[Trait("Category", "Process")]
public sealed class UnfinishedStreamTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    // What clients of the four protocols take as the end of an answer.
    private const string End = "\\[DONE\\]|message_stop|response\\.(completed|incomplete)|finishReason";

    // How many events of the provider make a whole answer. A stream of Gemini has no end mark, so one that is cut never is.
    private static readonly Dictionary<string, int> Whole = new(StringComparer.Ordinal)
    {
        ["chat"] = 4,
        ["responses"] = 9,
        ["messages"] = 7,
        ["gemini"] = int.MaxValue,
    };

    [Theory]
    [MemberData(nameof(DialectSides.EachPair), MemberType = typeof(DialectSides))]
    public async Task A_stream_that_is_cut_behind_any_event_ends_with_an_error_and_is_settled_once(string client, string provider)
    {
        var events = DialectReplies.Events(provider);
        for (var count = 1; count <= events.Count && count < Whole[provider]; count++)
        {
            Provider.Enqueue(Reply.Sse(string.Concat(events.Take(count))).ThenCut());

            var answer = await Client.SendAsync(DialectRequests.Of(client, DialectSides.ModelOf(provider), stream: true));

            // Before the first content nothing has gone out, and the error has a status.
            if (events.Take(count).Any(each => each.Contains("Hel", StringComparison.Ordinal)))
            {
                await AssertBrokenOffAsync(client, answer);
            }
            else
            {
                Assert.Equal((502, "application/json"), (answer.Status, answer.Headers["content-type"]?.Split(';')[0]));
                Assert.Contains("broke off", answer.Text, StringComparison.Ordinal);
                Assert.Equal("upstream_cut", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
            }
        }
    }

    [Theory]
    [InlineData("chat", "fast-chat", "chat")]
    [InlineData("gemini", "gemini", "gemini")]
    [InlineData("chat", "gemini", "gemini")]
    [InlineData("gemini", "only-chat", "chat")]
    public async Task A_choice_that_finishes_twice_does_not_finish_the_other(string client, string model, string provider)
    {
        var finish = DialectReplies.Events(provider)[provider == "chat" ? 3 : 1];
        Provider.Enqueue(Reply.Sse(finish + finish));

        var answer = await Client.SendAsync(client == "chat"
            ? Request.Chat($$"""{"model":"{{model}}","messages":[{"role":"user","content":"hi"}],"n":2,"stream":true}""")
            : Request.Post($"/v1beta/models/{model}:streamGenerateContent?alt=sse", """{"contents":[{"parts":[{"text":"hi"}]}],"generationConfig":{"candidateCount":2}}"""));

        Assert.Contains("broke off", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", answer.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_cut", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Theory]
    [InlineData("responses", "chat")]
    [InlineData("messages", "chat")]
    [InlineData("gemini", "chat")]
    [InlineData("chat", "messages")]
    [InlineData("responses", "messages")]
    [InlineData("gemini", "messages")]
    public async Task A_stream_whose_end_mark_comes_without_a_finish_reason_is_not_said_to_be_whole(string client, string provider)
    {
        var events = DialectReplies.Events(provider).Where(each => !each.Contains("\"stop\"", StringComparison.Ordinal) && !each.Contains("message_delta", StringComparison.Ordinal));
        Provider.Enqueue(Reply.Sse(string.Concat(events)));

        var answer = await Client.SendAsync(DialectRequests.Of(client, DialectSides.ModelOf(provider), stream: true));

        await AssertBrokenOffAsync(client, answer);
    }

    private async Task AssertBrokenOffAsync(string client, Answer answer)
    {
        Assert.True(answer.IsComplete);
        Assert.DoesNotMatch(End, answer.Text);
        Assert.Contains(
            client switch { "chat" => "data: {\"error\":", "responses" => "event: response.failed\n", "messages" => "event: error\n", _ => "data: {\"error\":" },
            answer.Text,
            StringComparison.Ordinal);
        Assert.Contains("broke off", answer.Text, StringComparison.Ordinal);
        Assert.Equal("upstream_cut", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }
}
