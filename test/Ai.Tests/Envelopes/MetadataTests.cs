using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Tests.Fixtures;

namespace FerroGate.Ai.Tests.Envelopes;

/// <summary>What the envelope knows of a request's <c>metadata</c>.</summary>
public sealed class MetadataTests
{
    public static TheoryData<string, string> Cases => new()
    {
        { """{"a":"b","c":""}""", "a=b, c=" },
        { """{"purpose":"batch","n":1.50,"yes":true,"no":false}""", "purpose=batch, n=1.50, yes=true, no=false" },
        { """{"a":null,"b":["x"],"c":{"a":"b"},"d":"e"}""", "d=e" },
        { """{"a":"x","a":"y"}""", "a=x, a=y" },
        { """{}""", "" },
        { "null", "" },
        { "\"text\"", "" },
        { """["a"]""", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Texts_numbers_and_flags_are_known_by_their_names(string metadata, string pairs)
    {
        foreach (var (dialect, members) in Protocols)
        {
            var envelope = Reading.Envelope(dialect, $$"""{"model":"m","metadata":{{metadata}},{{members}}}""", default);

            Assert.Equal(pairs, string.Join(", ", envelope.Metadata.Select(pair => $"{pair.Key}={pair.Value}")));
        }
    }

    [Fact]
    public void Where_there_are_none_none_are_known() =>
        Assert.All(Protocols, one => Assert.Empty(Reading.Envelope(one.Dialect, $$"""{"model":"m",{{one.Members}}}""", default).Metadata));

    [Theory]
    [InlineData("\"Metadata\":{\"a\":\"x\"}", "only in case")]
    [InlineData("\"Tools\":[]", "only in case")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string member, string said)
    {
        foreach (var (dialect, members) in Protocols)
        {
            Assert.Contains(said, Reading.Refused(dialect, $$"""{"model":"m",{{member}},{{members}}}""", default).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(1_000, true)]
    [InlineData(1_001, false)]
    public void There_is_a_bound_to_what_takes_memory(int members, bool isRead)
    {
        var body = $$$"""{"model":"m","metadata":{{{{string.Join(',', Enumerable.Range(0, members).Select(i => $"\"a{i}\":1"))}}}},"messages":[]}""";

        if (isRead)
        {
            Assert.Equal(members, Reading.Envelope(ChatDialect.Instance, body).Metadata.Count);
        }
        else
        {
            Assert.Contains("more than 1000 members", Reading.Refused(ChatDialect.Instance, body).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Escaped_names_and_values_are_what_they_mean()
    {
        var envelope = Reading.Envelope(ChatDialect.Instance, """{"model":"m","metadata":{"\u0061":"\u0062\n"},"messages":[]}""", default);

        Assert.Equal(new KeyValuePair<string, string>("a", "b\n"), Assert.Single(envelope.Metadata));
    }

    private static (IDialect Dialect, string Members)[] Protocols =>
    [
        (ChatDialect.Instance, "\"messages\":[]"),
        (ResponsesDialect.Instance, "\"input\":\"hi\""),
        (MessagesDialect.Instance, "\"max_tokens\":1,\"messages\":[]"),
    ];
}
