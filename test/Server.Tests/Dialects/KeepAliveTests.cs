using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A provider that thinks for long says that it lives, and clients of other protocols hear it.</summary>
[Trait("Category", "Process")]
public sealed class KeepAliveTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    [Theory]
    [MemberData(nameof(DialectSides.EachPair), MemberType = typeof(DialectSides))]
    public async Task A_sign_of_life_passes_before_anything_follows_it(string client, string provider)
    {
        var events = DialectReplies.Events(provider);
        var gate = new Gate();
        var beginning = SignOf(provider) + events[0] + SignOf(provider);
        Provider.Enqueue(Reply.Sse(beginning + string.Concat(events.Skip(1))).HoldAt(beginning.Length, gate));
        var connection = await Client.StartAsync(DialectRequests.Of(client, DialectSides.ModelOf(provider), stream: true));
        var live = await connection.ReceiveAsync();

        if (client != "gemini")
            await live.ReadUntilAsync(": keep-alive\n\n");
        if (client == "messages")
            await live.ReadUntilAsync("event: ping\ndata: {\"type\":\"ping\"}\n\n");
        gate.Open();
        var answer = await live.ReadToEndAsync();

        Assert.True(answer.IsComplete);
        Assert.Empty(StreamGrammar.FaultsOf(DialectSides.ProtocolOf(client), answer.Body));
        Assert.Equal("Hello", Assert.Single(AnswerContents.ReadStream(DialectSides.ProtocolOf(client), answer.Body).Candidates).Text);
        if (client == "gemini")
            Assert.All(answer.Text.Split("\r\n\r\n", StringSplitOptions.RemoveEmptyEntries), each => Assert.StartsWith("data: {", each, StringComparison.Ordinal));
    }

    private static string SignOf(string provider) => provider switch
    {
        "responses" => "event: keepalive\ndata: {\"type\":\"keepalive\",\"sequence_number\":0}\n\n",
        "messages" => "event: ping\ndata: {\"type\": \"ping\"}\n\n",
        _ => ": OPENROUTER PROCESSING\n\n",
    };
}
