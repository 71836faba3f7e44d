using System.Text;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>A provider that answers with JSON, with status 200, and with no answer: that must not become an empty one.</summary>
public sealed class NoAnswerTests
{
    private static readonly string[] Bodies =
    [
        "{}", "null", "\"x\"", """{"error":{}}""", """{"error":{"code":500}}""", """{"error":{"message":null}}""",
        """{"choices":null,"content":{},"output":"x","candidates":null}""", """{"type":"error"}""", """{"type":"response.failed"}""",
    ];

    public static TheoryData<Protocol, Protocol, string> Each { get; } = new(
        from pair in Pairs.All
        from body in Bodies
        select (pair.Data.Item1, pair.Data.Item2, body));

    [Theory]
    [MemberData(nameof(Each))]
    public void A_body_that_holds_no_answer_is_a_fault_of_the_provider(Protocol from, Protocol to, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);

        Assert.NotNull(Translated.Answer(from, to, bytes).Fault);
        Assert.NotNull(Translated.AnswerAsStream(from, to, bytes).Fault);
    }

    [Theory]
    [InlineData(Protocol.Chat, """{"choices":[]}""")]
    [InlineData(Protocol.Messages, """{"content":[],"stop_reason":"end_turn"}""")]
    [InlineData(Protocol.Responses, """{"output":[],"status":"completed"}""")]
    [InlineData(Protocol.Responses, """{"object":"response"}""")]
    [InlineData(Protocol.Gemini, """{"usageMetadata":{"promptTokenCount":7}}""")]
    [InlineData(Protocol.Gemini, """{"promptFeedback":{"blockReason":"SAFETY"}}""")]
    public void An_answer_in_which_nothing_is_said_is_one(Protocol from, string body) =>
        Assert.Null(Translated.Answer(from, from == Protocol.Chat ? Protocol.Messages : Protocol.Chat, Encoding.UTF8.GetBytes(body)).Fault);
}
