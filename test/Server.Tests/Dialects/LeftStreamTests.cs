using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A client that leaves a translated stream is charged and remembered as one that leaves any other.</summary>
[Trait("Category", "Process")]
public sealed class LeftStreamTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    [Theory]
    [MemberData(nameof(DialectSides.EachPair), MemberType = typeof(DialectSides))]
    public async Task What_was_streamed_is_charged_once(string client, string provider)
    {
        var gate = new Gate();
        var events = DialectReplies.Events(provider);
        Provider.Enqueue(DialectReplies.Stream(provider).HoldAfter(events.First(each => each.Contains("Hel", StringComparison.Ordinal)), gate));
        var connection = await Client.StartAsync(DialectRequests.Of(client, DialectSides.ModelOf(provider), stream: true));
        var seen = await Provider.NextRequestAsync();
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync("Hel");

        connection.Reset();

        await seen.AbandonedAsync();
        var entry = await World.Admin.EntryOfAsync(live.Headers);

        // Three letters are one token. Messages tells its counters at the beginning, and they are not less than that.
        Assert.Equal(("client_gone", provider == "messages" ? "provider" : "estimated", 200, 1L), (entry.Ending, entry.UsageSource, entry.Status, entry.OutputTokens));
        Assert.True(provider == "messages" ? entry.InputTokens == 7 : entry.InputTokens > 0, entry.ToString());
    }

    [Fact]
    public async Task What_was_lost_until_then_is_in_the_record()
    {
        var gate = new Gate();
        const string Lossy = "data: {\"id\":\"chatcmpl-1\",\"model\":\"gpt-x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hel\",\"audio\":{\"id\":\"a\"}},\"finish_reason\":null}]}\n\n";
        Provider.Enqueue(Reply.Sse(Lossy + DialectReplies.Stream("chat").Text).HoldAfter(Lossy, gate));
        var connection = await Client.StartAsync(DialectRequests.Of("messages", "only-chat", stream: true));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync("Hel");

        connection.Reset();

        var exchange = live.Headers["x-ferrogate-exchange-id"];
        var record = await Patience.UntilAsync(
            async () => (await World.Admin.ListAsync("request-logs")).GetProperty("data").EnumerateArray().FirstOrDefault(each => each.GetProperty("exchange_id").GetString() == exchange),
            found => found.ValueKind == JsonValueKind.Object,
            "the record");
        Assert.Equal(["choices[*].delta.audio=unknown"], record.GetProperty("losses").EnumerateArray().Select(loss => loss.GetString()));
    }
}
