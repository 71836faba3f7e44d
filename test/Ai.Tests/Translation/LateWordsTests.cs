using System.Text;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>What belongs to a text and stands behind the calls that followed it.</summary>
public sealed class LateWordsTests
{
    private const string Chances = """{"content":[{"token":"a","logprob":-0.5,"bytes":[97],"top_logprobs":[]}],"refusal":null}""";

    private const string Calls = """[{"index":0,"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]""";

    [Fact]
    public void It_comes_with_its_text_where_a_whole_answer_becomes_a_stream()
    {
        var answer = Translated.AnswerAsStream(Protocol.Chat, Protocol.Responses, Encoding.UTF8.GetBytes(
            $$"""{"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"a","tool_calls":{{Calls}}},"logprobs":{{Chances}},"finish_reason":"tool_calls"}]}"""));

        Assert.Empty(StreamGrammar.FaultsOf(Protocol.Responses, answer.Body.ToArray()));
        Assert.Empty(answer.Losses);
        Assert.Contains("\"logprob\":-0.5", Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_lost_in_a_stream_whose_text_is_done()
    {
        var chunks = new[]
        {
            """{"id":"x","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}]}""",
            $$$"""{"id":"x","choices":[{"index":0,"delta":{"tool_calls":{{{Calls}}}},"finish_reason":null}]}""",
            $$"""{"id":"x","choices":[{"index":0,"delta":{},"logprobs":{{Chances}},"finish_reason":null}]}""",
            """{"id":"x","choices":[{"index":0,"delta":{"annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example"}}]},"finish_reason":"tool_calls"}]}""",
            "[DONE]",
        };

        var (body, losses) = Translated.Stream(Protocol.Chat, Protocol.Responses, Encoding.UTF8.GetBytes(string.Concat(chunks.Select(chunk => $"data: {chunk}\n\n"))));

        Assert.Empty(StreamGrammar.FaultsOf(Protocol.Responses, body));
        Assert.Equal(["choices[*].logprobs", "choices[*].delta.annotations[*]"], losses.Select(loss => loss.Path));
    }
}
