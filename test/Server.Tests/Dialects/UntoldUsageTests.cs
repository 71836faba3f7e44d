using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>Where a provider tells no usage, clients of other protocols are told what is settled.</summary>
[Trait("Category", "Process")]
public sealed class UntoldUsageTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    // The counters of the scripted streams.
    private static readonly string[] Counters =
    [
        ",\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3,\"total_tokens\":10}",
        ",\"usage\":{\"input_tokens\":7,\"output_tokens\":3,\"total_tokens\":10}",
        ",\"usage\":{\"input_tokens\":7,\"output_tokens\":1}",
        ",\"usage\":{\"output_tokens\":3}",
        ",\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":3,\"totalTokenCount\":10}",
    ];

    [Theory]
    [MemberData(nameof(DialectSides.EachPair), MemberType = typeof(DialectSides))]
    public async Task A_stream_without_usage_tells_what_is_settled(string client, string provider)
    {
        var stream = Counters.Aggregate(string.Concat(DialectReplies.Events(provider)), (text, counters) => text.Replace(counters, "", StringComparison.Ordinal));
        Provider.Enqueue(Reply.Sse(stream));

        var answer = await Client.SendAsync(DialectRequests.Of(client, DialectSides.ModelOf(provider), stream: true));

        var told = AnswerContents.ReadStream(DialectSides.ProtocolOf(client), answer.Body).Usage;
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal("estimated", entry.UsageSource);
        Assert.True(entry is { InputTokens: > 0, OutputTokens: > 0 }, entry.ToString());
        Assert.Equal((entry.InputTokens, entry.OutputTokens), (told?.Input, told?.Output));
        Assert.Empty(StreamGrammar.FaultsOf(DialectSides.ProtocolOf(client), answer.Body));
    }
}
