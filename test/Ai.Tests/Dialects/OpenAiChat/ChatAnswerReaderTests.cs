using System.Text;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.OpenAiChat;

/// <summary>What the gateway sees in a plain answer; half an answer is none.</summary>
public sealed class ChatAnswerReaderTests
{
    private const string Whole = """{"id":"x","choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":1,"completion_tokens":2}}""";

    [Fact]
    public void An_answer_cut_off_anywhere_is_no_answer()
    {
        for (var length = 0; length < Whole.Length; length++)
            Assert.Null(Read(Whole[..length]));
        Assert.NotNull(Read(Whole));
    }

    [Theory]
    [InlineData(Whole + "x")]
    [InlineData(Whole + Whole)]
    [InlineData("<html></html>")]
    [InlineData("")]
    [InlineData("data: {}\n\n")]
    public void What_is_not_one_JSON_value_is_no_answer(string body) => Assert.Null(Read(body));

    [Theory]
    [InlineData("[]")]
    [InlineData("[{\"usage\":{\"prompt_tokens\":1}}]")]
    [InlineData("\"text\"")]
    [InlineData("null")]
    [InlineData(" {} \n")]
    [InlineData("{\"usage\":null}")]
    [InlineData("{\"usage\":[]}")]
    [InlineData("{\"nested\":{\"usage\":{\"prompt_tokens\":1},\"choices\":[1]}}")]
    [InlineData("{\"\\ud800\":{\"\\udfff\":\"\\ud800\"}}")]
    public void An_answer_without_usage_is_an_answer_of_which_nothing_is_known(string body) =>
        Assert.Equal(new AnswerFacts(TokenUsage.Unknown, 0, IsError: false), Read(body));

    [Theory]
    [InlineData("{\"error\":{\"message\":\"No\"}}", true)]
    [InlineData("{\"error\":\"No\",\"usage\":null}", true)]
    [InlineData("{\"error\":null}", false)]
    [InlineData("{\"error\":{\"message\":\"Only a warning\"},\"choices\":[]}", false)]
    [InlineData("{\"choices\":[{\"error\":{}}]}", false)]
    public void An_error_in_place_of_choices_is_no_answer(string body, bool isError) => Assert.Equal(isError, Read(body)!.IsError);

    [Theory]
    [InlineData("{\"choices\":[]}", 2)]
    [InlineData("{\"choices\":[{\"text\":\"ü\"}]}", 15)]
    [InlineData("{\"a\":[1,2,3],\"choices\":null}", 4)]
    public void The_size_of_the_choices_is_measured_in_bytes(string body, long bytes) => Assert.Equal(bytes, Read(body)!.ContentBytes);

    [Theory]
    [InlineData(255, true)]
    [InlineData(256, false)]
    [InlineData(50_000, false)]
    public void It_may_be_256_levels_deep(int inside, bool isAnswer) =>
        Assert.Equal(isAnswer, Read($$"""{"a":{{new string('[', inside)}}{{new string(']', inside)}}}""") is not null);

    private static AnswerFacts? Read(string body) => ChatDialect.Instance.ReadAnswer(Encoding.UTF8.GetBytes(body));
}
