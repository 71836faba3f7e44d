using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Endings;

/// <summary>A caller who could have been answered is answered, and pays once.</summary>
[Trait("Category", "Process")]
public sealed class RetryTests(RetryTests.Site site) : WorldTests(site), IClassFixture<RetryTests.Site>
{
    /// <summary>One retry.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText { Reliability = "provider_dispatch_max_retries 1" });

    public static TheoryData<int> RetriedStatuses => [429, 500, 502, 503];

    [Theory]
    [MemberData(nameof(RetriedStatuses))]
    public async Task A_failure_that_may_pass_is_tried_again_and_leaves_one_entry(int status)
    {
        Provider.Enqueue(Reply.Error(status, "Not now")).Enqueue(ChatReplies.Plain(prompt: 17, completion: 3));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        Assert.Equal((200, ChatReplies.PlainText(17, 3)), (answer.Status, answer.Text));
        Assert.Equal(2, Provider.Requests.Count);
        Assert.Equal(Provider.Requests[0].Body, Provider.Requests[1].Body);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("finished", 17L, 3L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task A_connection_that_dies_before_the_answer_is_tried_again()
    {
        Provider.Enqueue(Reply.Dead()).Enqueue(ChatReplies.Stream());

        var answer = await Client.ChatAsync(ChatRequests.Streamed());

        Assert.Equal(200, answer.Status);
        Assert.EndsWith(ChatReplies.Done, answer.Text, StringComparison.Ordinal);
        Assert.Equal("finished", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task An_attempt_that_was_sent_and_lost_is_not_forgotten_because_the_next_one_is_refused()
    {
        Provider.Enqueue(Reply.Dead()).Enqueue(Reply.Error(404, "No such model"));

        var answer = await Client.ChatAsync(ChatRequests.Plain());

        Assert.Equal(404, answer.Status);
        var entries = await World.Admin.EntriesOfAsync(answer.Headers);
        Assert.Equal([(null, 404, 0L), (1, null, null)], entries.Select(entry => (entry.FailedAttempt, entry.Status, entry.FailedAttempt is null ? entry.InputTokens : null)));
        Assert.Equal(("gateway", "unreachable"), (entries[1].Teller, entries[1].Ending));
        Assert.True(entries[1].InputTokens > 0, entries[1].ToString());
    }

    [Fact]
    public async Task It_is_not_tried_more_often_than_config_says()
    {
        Provider.Otherwise(_ => Reply.Error(500, "Never"));

        Assert.Equal(500, (await Client.ChatAsync(ChatRequests.Plain())).Status);
        Assert.Equal(2, Provider.Requests.Count);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(422)]
    public async Task An_answer_that_would_be_the_same_again_is_not_asked_for_again(int status)
    {
        Provider.Otherwise(_ => Reply.Error(status, "No"));

        await Client.ChatAsync(ChatRequests.Plain());

        Assert.Single(Provider.Requests);
    }
}
