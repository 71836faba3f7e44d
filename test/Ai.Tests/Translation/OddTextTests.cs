using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Json;
using FerroGate.Ai.Translation;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Texts and names that no .NET string, or no reader, can hold.</summary>
public sealed class OddTextTests
{
    // Attributes cannot hold half a pair, so the code does.
    public static TheoryData<string, string> Texts => new()
    {
        { "", "" },
        { "plain é", "plain é" },
        { "a\"b\\c\n", "a\\\"b\\\\c\\n" },
        { $"{High}x", "\\ud800x" },
        { $"x{Low}", "x\\udc00" },
        { $"{Low}{High}", "\\udc00\\ud800" },
    };

    private static char High => (char)0xD800;

    private static char Low => (char)0xDC00;

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void A_text_is_written_as_it_is_half_pairs_too(string text, string escaped)
    {
        var written = JsonText.Of(text);

        Assert.Equal((escaped, text), (Encoding.UTF8.GetString(written.Escaped), written.ToString()));
    }

    [Fact]
    public void Whole_pairs_beside_half_ones_stay_whole() => Assert.Equal($"{High}😀{High}", JsonText.Of($"{High}😀{High}").ToString());

    [Theory]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x","\ud800":1}]}""")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"x","content":"y"}]}""")]
    [InlineData("[")]
    public void A_request_that_cannot_be_read_in_one_way_is_refused(string body) => AssertRefused(Encoding.UTF8.GetBytes(body));

    [Fact]
    public void So_is_one_that_is_not_UTF_8() => AssertRefused([.. "{\"model\":\"m\",\"messages\":[],\"x"u8, 0xC0, .. "\":1}"u8]);

    [Theory]
    [InlineData(Protocol.Chat, """ "messages":[],"tool_choice":"\ud800" """)]
    [InlineData(Protocol.Chat, """ "messages":[],"service_tier":"\ud800" """)]
    [InlineData(Protocol.Chat, """ "messages":[],"modalities":["\ud800"] """)]
    [InlineData(Protocol.Chat, """ "messages":[],"reasoning_effort":"\ud800" """)]
    [InlineData(Protocol.Responses, """ "input":"x","tool_choice":"\ud800" """)]
    [InlineData(Protocol.Responses, """ "input":"x","truncation":"\ud800" """)]
    [InlineData(Protocol.Responses, """ "input":"x","service_tier":"\ud800" """)]
    [InlineData(Protocol.Messages, """ "messages":[],"service_tier":"\ud800" """)]
    [InlineData(Protocol.Messages, """ "messages":[],"output_config":{"effort":"\ud800"} """)]
    [InlineData(Protocol.Gemini, """ "contents":[],"generationConfig":{"thinkingConfig":{"thinkingLevel":"\ud800"}} """)]
    public void Half_a_pair_where_a_word_is_wanted_is_lost_or_refused(Protocol from, string members)
    {
        Assert.True(RequestTranslator.Open(Pairs.DialectOf(from), Encoding.UTF8.GetBytes($"{{{members}}}"), stream: false).TryGet(out var translator, out _));
        using (translator)
        {
            foreach (var to in Enum.GetValues<Protocol>().Where(to => to != from))
                Assert.True(translator.Write(Pairs.DialectOf(to), new TargetModel("m", 4096)).TryGet(out _, out var refusal) || refusal!.Status == 400);
        }
    }

    [Theory]
    [InlineData("""{"choices":[],"\udc00":1}""")]
    [InlineData("[]]")]
    public void An_answer_that_cannot_be_read_is_none(string body) =>
        Assert.ThrowsAny<JsonException>(() => Translated.Answer(Protocol.Chat, Protocol.Messages, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Half_a_pair_in_a_text_gets_across()
    {
        var answer = Translated.Answer(
            Protocol.Chat, Protocol.Messages, """{"choices":[{"index":0,"message":{"role":"assistant","content":"h\ud83d"},"finish_reason":"stop"}]}"""u8.ToArray());

        Assert.Contains("\"text\":\"h\\ud83d\"", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    private static void AssertRefused(byte[] body)
    {
        Assert.False(RequestTranslator.Open(ChatDialect.Instance, body, stream: false).TryGet(out _, out var refusal));
        Assert.Equal(400, refusal!.Status);
    }
}
