using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Recorded;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Wherever the network cuts a stream into pieces, its events are the same, and so is what they become.</summary>
public sealed class SplitStreamTests
{
    public static TheoryData<Protocol> Each => [.. Enum.GetValues<Protocol>()];

    [Theory]
    [MemberData(nameof(Each))]
    public void A_recorded_stream_may_be_split_at_every_byte(Protocol protocol)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings are not beside the repository.");
        var stream = Protocols.Answered()
            .Where(answered => answered.Protocol == protocol && answered.Exchange.IsAnsweredByStream)
            .Select(answered => answered.Exchange.ResponseBytes)
            .MinBy(bytes => bytes.Length)!;
        var whole = SseReading.Of(stream).Data;

        for (var split = 1; split < stream.Length; split++)
            Assert.Equal(whole, SseReading.Of(stream, split).Data);

        Assert.Equal(whole, SseReading.Of(stream, [.. Enumerable.Range(1, stream.Length - 1)]).Data);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void A_stream_with_other_line_ends_and_comments_becomes_the_same(Protocol protocol)
    {
        Assert.SkipWhen(Recordings.Folder is null, "The recordings are not beside the repository.");
        var to = protocol == Protocol.Messages ? Protocol.Chat : Protocol.Messages;
        var exchange = Protocols.Answered().First(answered => answered.Protocol == protocol && answered.Exchange.IsAnsweredByStream && !StrangeRecordings.Has(answered.Exchange.Name)).Exchange;
        var text = System.Text.Encoding.UTF8.GetString(exchange.ResponseBytes).Replace("\r\n", "\n", StringComparison.Ordinal);
        var expected = Translated.Stream(protocol, to, exchange.ResponseBytes).Body;

        foreach (var other in new[] { text.Replace("\n", "\r\n", StringComparison.Ordinal), text.Replace("data: ", "data:", StringComparison.Ordinal), ": comment\n\n" + text.Replace("\n\n", "\n\n: ping\n\n", StringComparison.Ordinal) })
            Assert.Equal(expected, Translated.Stream(protocol, to, System.Text.Encoding.UTF8.GetBytes(other)).Body);
    }
}
