using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>No client sees the end of a translated stream before the journal has its settlement.</summary>
[Trait("Category", "Process")]
public sealed class SettledFirstTests(SettledFirstTests.Site site) : WorldTests(site), IClassFixture<SettledFirstTests.Site>
{
    /// <summary>The same providers for a gateway that waits for its journal less long.</summary>
    public sealed class Site() : WorldFixture(DialectSite.Text with { Data = "settle_timeout 200ms" });

    [Fact]
    public async Task What_SDKs_take_as_the_end_waits_for_the_journal_in_every_pair()
    {
        var gate = new Gate();
        Provider.Otherwise(request => Unfinished(request.Target).HoldAfter(LastText(request.Target), gate));
        var live = await Task.WhenAll(DialectSides.EachPair.Select(pair => BeginAsync(pair.Data.Item1, pair.Data.Item2)));
        var journal = Path.Combine(World.DataFolder, "journal");

        // A segment that has lost its name is not written to.
        Directory.Move(journal, $"{journal}.away");
        await IsReadyAsync(503);
        gate.Open();
        var answers = await Task.WhenAll(live.Select(each => each.ReadToEndAsync()));
        Directory.Move($"{journal}.away", journal);

        Assert.All(answers, answer =>
        {
            Assert.Equal(200, answer.Status);
            Assert.False(answer.IsComplete);
            Assert.DoesNotMatch("\\[DONE\\]|message_stop|response\\.completed|finishReason", answer.Text);
        });
        foreach (var answer in answers)
            Assert.Equal("finished", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
        await IsReadyAsync(200);
    }

    private async Task<LiveAnswer> BeginAsync(string client, string provider)
    {
        var connection = await Client.StartAsync(DialectRequests.Of(client, DialectSides.ModelOf(provider), stream: true));
        var answer = await connection.ReceiveAsync();
        await answer.ReadAtLeastAsync(1);
        return answer;
    }

    private Task<int> IsReadyAsync(int status) => Patience.UntilAsync(
        async () => (await new Client(World.Gateway.AdminUri).GetAsync("/readyz")).Status, found => found == status, $"/readyz to say {status}");

    private static Reply Unfinished(string target) => DialectReplies.Stream(DialectOf(target));

    // What comes behind it says why the answer ends.
    private static string LastText(string target) => DialectOf(target) switch
    {
        "chat" => DialectReplies.Events("chat")[2],
        "responses" => DialectReplies.Events("responses")[7],
        "messages" => DialectReplies.Events("messages")[4],
        _ => DialectReplies.Events("gemini")[0],
    };

    private static string DialectOf(string target) =>
        target.StartsWith("/v1beta", StringComparison.Ordinal) ? "gemini"
        : target.EndsWith("messages", StringComparison.Ordinal) ? "messages"
        : target.EndsWith("responses", StringComparison.Ordinal) ? "responses"
        : "chat";
}
