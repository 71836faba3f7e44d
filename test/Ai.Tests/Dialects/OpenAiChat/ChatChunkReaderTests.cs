using System.Text;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.OpenAiChat;

/// <summary>What the gateway sees in one event of a chat stream.</summary>
public sealed class ChatChunkReaderTests
{
    [Theory]
    [InlineData("[DONE]", EventKind.Done)]
    [InlineData("  [DONE] ", EventKind.Done)]
    [InlineData("[done]", EventKind.Other)]
    [InlineData("[DONE]x", EventKind.Other)]
    [InlineData("", EventKind.Other)]
    [InlineData("{}", EventKind.Other)]
    [InlineData("[]", EventKind.Other)]
    [InlineData("1", EventKind.Other)]
    [InlineData("not json", EventKind.Other)]
    [InlineData("{\"choices\":[{\"delta\":{}}", EventKind.Other)]
    [InlineData("{\"ping\":true}", EventKind.Other)]
    [InlineData("{\"choices\":[{\"delta\":{}}]}", EventKind.Content)]
    [InlineData("{\"choices\":[],\"prompt_filter_results\":[]}", EventKind.Content)]
    [InlineData("{\"choices\":[],\"usage\":null}", EventKind.Content)]
    [InlineData("{\"choices\":null}", EventKind.Content)]
    [InlineData("{\"choices\":[{}],\"usage\":{\"prompt_tokens\":1}}", EventKind.Content)]
    [InlineData("{\"choices\":[],\"usage\":{\"prompt_tokens\":1}}", EventKind.UsageOnly)]
    [InlineData("{\"usage\":{\"prompt_tokens\":1},\"choices\":[]}", EventKind.UsageOnly)]
    [InlineData("{\"usage\":{\"prompt_tokens\":1}}", EventKind.Other)]
    [InlineData("{\"error\":{\"message\":\"overloaded\"}}", EventKind.Error)]
    [InlineData("{\"error\":\"overloaded\"}", EventKind.Error)]
    [InlineData("{\"choices\":[{\"finish_reason\":\"error\"}],\"error\":{\"code\":502}}", EventKind.Error)]
    [InlineData("{\"choices\":[{}],\"error\":null}", EventKind.Content)]
    public void Each_event_has_its_kind(string data, EventKind kind) => Assert.Equal(kind, Read(data).Kind);

    [Theory]
    [InlineData("{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}", 0)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"abc\"}}]}", 3)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"ü\"}}]}", 2)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":null,\"reasoning_content\":\"hm\"}}]}", 2)]
    [InlineData("{\"choices\":[{\"delta\":{\"refusal\":\"no\"}}]}", 2)]
    [InlineData("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}", 3)]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"ab\"}},{\"delta\":{\"content\":\"c\"}}]}", 3)]
    [InlineData("{\"choices\":[{\"delta\":null},{\"delta\":\"ab\"},7,[\"x\"]]}", 2)]
    [InlineData("{\"choices\":[{\"logprobs\":{\"content\":[{\"token\":\"abc\"}]},\"delta\":{\"content\":\"a\"}}]}", 1)]
    public void What_the_model_wrote_is_measured_in_bytes(string data, int bytes) => Assert.Equal(bytes, Read(data).ContentBytes);

    [Theory]
    [InlineData("{\"choices\":[{\"finish_reason\":null}]}", 0)]
    [InlineData("{\"choices\":[{\"finish_reason\":\"stop\"}]}", 1)]
    [InlineData("{\"choices\":[{\"index\":0,\"finish_reason\":\"stop\"},{\"index\":1,\"finish_reason\":\"length\"},{\"index\":2,\"finish_reason\":null}]}", 2)]
    [InlineData("{\"choices\":[{\"finish_reason\":{\"type\":\"stop\"}}]}", 0)]
    [InlineData("{\"choices\":[{\"delta\":{\"finish_reason\":\"stop\"}}]}", 0)]
    [InlineData("{\"choices\":[{\"finish\\u005freason\":\"stop\"}]}", 1)]
    public void Choices_that_finish_are_counted(string data, int finishes) => Assert.Equal(finishes, Read(data).Finishes);

    [Theory]
    [InlineData("{\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}},\"choices\":[{}]}")]
    [InlineData("{\"choices\":[{}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}")]
    [InlineData("{\"choices\":[{}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4},\"x_groq\":{\"usage\":{\"prompt_tokens\":9}}}")]
    [InlineData("{\"x_groq\":{\"usage\":{\"prompt_tokens\":9}},\"choices\":[{}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4}}")]
    public void Usage_is_found_where_providers_put_it(string data) =>
        Assert.Equal(new TokenUsage { Input = 3, Output = 4 }, Read(data).Usage);

    [Theory]
    [InlineData("{\"choices\":[{}]}")]
    [InlineData("{\"choices\":[{}],\"usage\":null}")]
    [InlineData("{\"choices\":[{}],\"usage\":5}")]
    [InlineData("{\"choices\":[{}],\"x_groq\":{\"id\":\"r\"}}")]
    [InlineData("{\"choices\":[{}],\"x_groq\":\"r\"}")]
    [InlineData("{\"choices\":[{\"usage\":{\"prompt_tokens\":1}}]}")]
    public void Where_there_is_none_there_is_none(string data) => Assert.Null(Read(data).Usage);

    [Theory]
    [InlineData("{\"\\ud800\":1,\"choices\":[{\"\\udfff\":1,\"delta\":{\"\\ud800\":\"\\ud800\"},\"finish_reason\":\"stop\"}],\"usage\":{\"\\ud800\":{}}}")]
    [InlineData("{\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"},\"finish_reason\":\"stop\"}]}")]
    public void Half_a_surrogate_pair_is_nothing_special(string data)
    {
        var facts = Read(data);

        Assert.Equal((EventKind.Content, 1), (facts.Kind, facts.Finishes));
        Assert.Equal(6, facts.ContentBytes);
    }

    [Theory]
    [InlineData(253, EventKind.Content)]
    [InlineData(300, EventKind.Other)]
    [InlineData(50_000, EventKind.Other)]
    public void Deep_nesting_is_read_to_256_levels_and_then_let_pass(int depth, EventKind kind) =>
        Assert.Equal(kind, Read($$"""{"choices":[{"a":{{new string('[', depth)}}{{new string(']', depth)}}}]}""").Kind);

    private static EventFacts Read(string data) => ChatChunkReader.Read(Encoding.UTF8.GetBytes(data), new FinishedChoices());
}
