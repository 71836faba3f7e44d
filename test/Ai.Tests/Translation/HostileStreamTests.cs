using System.Text;
using FerroGate.Core.Usage;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Streams that are not what they should be: nothing of them gets lost or merged in silence.</summary>
public sealed class HostileStreamTests
{
    private const string Beginning = """data: {"id":"i","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hel"},"finish_reason":null}]}""" + "\n\n";

    public static TheoryData<Protocol> Others => [Protocol.Responses, Protocol.Messages, Protocol.Gemini];

    [Theory]
    [MemberData(nameof(Others))]
    public void An_error_without_a_message_is_an_error_also_beside_choices(Protocol to)
    {
        const string Error = """data: {"id":"i","choices":[{"index":0,"delta":{"content":"lo"},"finish_reason":"error"}],"error":{"code":502}}""" + "\n\n";

        foreach (var stream in new[] { Error, Beginning + Error })
            Assert.Contains("The provider failed in the middle of its answer.", Text(Translated.Stream(Protocol.Chat, to, Bytes(stream)).Body), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void Calls_without_id_and_index_stay_apart(Protocol to)
    {
        const string Calls = """[{"type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"type":"function","function":{"name":"f","arguments":"{\"b\":2}"}}]""";
        var whole = Translated.Answer(Protocol.Chat, to, Bytes($$"""{"choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":{{Calls}}},"finish_reason":"tool_calls"}]}""")).Body;
        var stream = Translated.Stream(Protocol.Chat, to, Bytes($$"""data: {"choices":[{"index":0,"delta":{"tool_calls":{{Calls}}},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n")).Body;

        foreach (var candidate in new[] { AnswerContents.ReadAnswer(to, whole.ToArray()), AnswerContents.ReadStream(to, stream) }.Select(answer => Assert.Single(answer.Candidates)))
            Assert.Equal(["""f {"a":1}""", """f {"b":2}"""], candidate.ToolCalls.Select(call => $"{call.Name} {call.Arguments}"));
    }

    [Fact]
    public void A_call_whose_id_is_said_again_without_an_index_goes_on()
    {
        var (body, _) = Translated.Stream(Protocol.Chat, Protocol.Messages, Bytes(
            """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"id":"c","function":{"name":"f","arguments":""}}]}}]}""" + "\n\n"
            + """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"id":"c","function":{"arguments":"{\"a\":1}"}}]},"finish_reason":"tool_calls"}]}""" + "\n\ndata: [DONE]\n\n"));

        var call = Assert.Single(Assert.Single(AnswerContents.ReadStream(Protocol.Messages, body).Candidates).ToolCalls);
        Assert.Equal(("f", """{"a":1}"""), (call.Name, call.Arguments));
    }

    [Theory]
    [InlineData(Protocol.Chat, Protocol.Messages, """{"choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"strange"}]}""")]
    [InlineData(Protocol.Gemini, Protocol.Chat, """{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"MALFORMED_RESPONSE","index":0}]}""")]
    [InlineData(Protocol.Gemini, Protocol.Responses, """{"candidates":[{"content":{"parts":[{"text":"x"}]},"finishReason":"MALFORMED_RESPONSE","index":0}]}""")]
    [InlineData(Protocol.Chat, Protocol.Gemini, """{"service_tier":"scale","choices":[{"index":0,"delta":{"content":"x"},"finish_reason":"stop"}]}""")]
    public void What_gets_lost_at_the_end_is_an_error_too_where_nothing_may_be_lost(Protocol from, Protocol to, string data)
    {
        var stream = Translated.Strictly(from, to);
        stream.Read(Bytes(data), Pairs.DialectOf(from).Follow(Translated.Asked).Read(Bytes(data)));
        stream.End(TokenUsage.Unknown);

        var text = Text([.. stream.Written.Span]);
        Assert.NotEmpty(stream.Losses);
        Assert.Contains("this protocol cannot say all of it", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\[DONE\\]|message_stop|response\\.completed|\"finishReason\":", text);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body);
}
