using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Tests.Fixtures;
using FerroGate.Core.Usage;

namespace FerroGate.Ai.Tests.Dialects.OpenAiEmbeddings;

/// <summary>What is read of OpenAI's embeddings.</summary>
public sealed class EmbeddingsDialectTests
{
    private static readonly EmbeddingsDialect Dialect = EmbeddingsDialect.Instance;

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[\"one\",\"two\"]")]
    [InlineData("[[1,2],[3]]")]
    public void A_request_holds_its_input_and_no_output(string input)
    {
        var envelope = Reading.Envelope(Dialect, $$"""{"model":"e","input":{{input}}}""");

        Assert.Equal(("e", false, 0L), (envelope.Model, envelope.Stream, envelope.MaxOutputTokens));
        Assert.True(envelope.InputBound >= input.Length);
    }

    [Fact]
    public void An_input_of_tokens_is_estimated_by_their_number() => Assert.InRange(
        Reading.Envelope(Dialect, $$"""{"model":"e","input":[[{{string.Join(',', Enumerable.Range(1_000, 8_000))}}]]}""").InputEstimate, 8_000, 8_010);

    [Theory]
    [InlineData("""{"model":"e"}""", "input")]
    [InlineData("""{"model":"e","input":null}""", "input")]
    [InlineData("""{"input":"x"}""", "model")]
    [InlineData("""{"model":"e","input":"x","Input":"y"}""", "Input")]
    public void What_two_readers_could_read_in_two_ways_is_refused(string body, string parameter) =>
        Assert.Equal(parameter, Reading.Refused(Dialect, body).Parameter);

    [Fact]
    public void Usage_has_no_output()
    {
        var facts = Reading.Answer(Dialect, """{"object":"list","data":[{"embedding":[0.1]}],"usage":{"prompt_tokens":8,"total_tokens":8}}""");

        Assert.Equal((new TokenUsage { Input = 8, Output = 0 }, false), (facts!.Usage, facts.IsError));
        Assert.True(Reading.Answer(Dialect, """{"error":{"message":"x"}}""")!.IsError);
        Assert.Null(Reading.Answer(Dialect, """{"data":[{"embedding":[0.1"""));
    }
}
