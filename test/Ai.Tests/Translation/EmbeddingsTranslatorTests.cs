using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Translation;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;
using FerroGate.Testing.Contents;

namespace FerroGate.Ai.Tests.Translation;

/// <summary>Embeddings are asked of Gemini in its words, and come back in OpenAI's.</summary>
public sealed class EmbeddingsTranslatorTests
{
    private static readonly TokenUsage Usage = new() { Input = 5, Output = 0 };

    [Theory]
    [InlineData("\"hi\"", "hi")]
    [InlineData("[\"hi\"]", "hi")]
    [InlineData("[\"one\",\"two\",\"\"]", "one", "two", "")]
    [InlineData("\"\\ud83d\\ude00 \\u00fc\\n\"", "😀 ü\n")]
    public void Each_text_is_a_request_of_its_own(string input, params string[] texts)
    {
        var body = Written($$"""{"model":"m","input":{{input}}}""");

        Assert.Equal(
            texts.Select(text => ("models/embed-1", text)),
            body.GetProperty("requests").EnumerateArray().Select(request => (
                request.GetProperty("model").GetString()!, request.GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString()!)));
    }

    [Fact]
    public void Half_a_surrogate_pair_stays_what_it_is()
    {
        using var translator = Open("""{"model":"m","input":"a\ud800b"}""");

        Assert.Contains("\"a\\ud800b\"", Encoding.UTF8.GetString(translator.Write(new TargetModel("e", 1)).Body.Span), StringComparison.Ordinal);
    }

    [Fact]
    public void Dimensions_are_asked_of_each()
    {
        var body = Written("""{"model":"m","input":["a","b"],"dimensions":256}""");

        Assert.All(body.GetProperty("requests").EnumerateArray(), request => Assert.Equal(256, request.GetProperty("outputDimensionality").GetInt32()));
    }

    [Fact]
    public void What_Gemini_cannot_say_is_named_and_null_says_nothing()
    {
        using var translator = Open("""{"model":"m","input":"a","user":"u","new":1,"dimensions":null,"encoding_format":null,"other":null}""");

        Assert.Equal(["user=unsupported", "new=unknown"], translator.Write(new TargetModel("e", 1)).Losses.Select(loss => $"{loss.Path}={loss.Reason}"));
    }

    [Theory]
    [InlineData("""{"model":"m","input":[1,2]}""", "input")]
    [InlineData("""{"model":"m","input":[[1,2],[3]]}""", "input")]
    [InlineData("""{"model":"m","input":["a",[3]]}""", "input")]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":[null]}""", "input[*]")]
    [InlineData("""{"model":"m","input":[{"text":"a"}]}""", "input[*]")]
    [InlineData("""{"model":"m","input":"a","dimensions":0}""", "dimensions")]
    [InlineData("""{"model":"m","input":"a","dimensions":1.5}""", "dimensions")]
    [InlineData("""{"model":"m","input":"a","dimensions":"256"}""", "dimensions")]
    [InlineData("""{"model":"m","input":"a","encoding_format":"int8"}""", "encoding_format")]
    [InlineData("""{"model":"m","input":"a","encoding_format":7}""", "encoding_format")]
    [InlineData("""{"model":"m","input":"a","x":{"a":1,"a":2}}""", null)]
    public void What_cannot_be_said_at_all_is_refused(string body, string? parameter)
    {
        Assert.False(EmbeddingsTranslator.Open(Encoding.UTF8.GetBytes(body), "m").TryGet(out _, out var refusal));

        Assert.Equal((400, RefusalCodes.InvalidRequest, parameter), (refusal.Status, refusal.Code, refusal.Parameter));
    }

    [Theory]
    [InlineData(2_048, true)]
    [InlineData(2_049, false)]
    public void There_are_as_many_texts_as_OpenAI_takes(int count, bool isTaken)
    {
        var body = Encoding.UTF8.GetBytes($$"""{"model":"m","input":[{{string.Join(',', Enumerable.Repeat("\"\"", count))}}]}""");

        Assert.Equal(isTaken, EmbeddingsTranslator.Open(body, "m").TryGet(out var translator, out var refusal));
        translator?.Dispose();
        Assert.Equal(isTaken ? null : "input", refusal?.Parameter);
    }

    [Fact]
    public void Numbers_keep_their_last_digit()
    {
        var answer = Answer("""{"model":"m","input":["a","b"]}""", """{"embeddings":[{"values":[0.1234567890123456789, -1e-45]},{"values":[1,2.50]}],"usageMetadata":{"promptTokenCount":5}}""");

        Assert.Equal(
            """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1234567890123456789, -1e-45]},{"object":"embedding","index":1,"embedding":[1,2.50]}],"model":"m","usage":{"prompt_tokens":5,"total_tokens":5}}""",
            Encoding.UTF8.GetString(answer.Body.Span));
        Assert.Empty(answer.Losses);
        Assert.Empty(Schemas.AreThere ? Schemas.FaultsOfEmbeddings(JsonElement.Parse(answer.Body.Span)) : []);
    }

    [Fact]
    public void Base64_is_that_of_four_bytes_for_each_number()
    {
        var answer = Answer("""{"model":"m","input":"a","encoding_format":"base64"}""", """{"embeddings":[{"values":[0.25,-3e-5,1,0]}]}""");

        var bytes = JsonElement.Parse(answer.Body.Span).GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64();
        Assert.Equal([0.25f, -3e-5f, 1f, 0f], bytes.Chunk(4).Select(four => BinaryPrimitives.ReadSingleLittleEndian(four)));
    }

    [Theory]
    [InlineData("""{"embeddings":[]}""")]
    [InlineData("""{"embeddings":[{"values":[1]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[1]},{"values":[1]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},null]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":["1"]}]}""")]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[1e99]}]}""")]
    public void What_is_not_one_vector_for_each_text_is_no_answer(string answer) => Assert.Throws<FormatException>(
        () => Answer("""{"model":"m","input":["a","b"],"encoding_format":"base64"}""", answer));

    [Theory]
    [InlineData("""{"error":{"code":429,"message":"slow","status":"RESOURCE_EXHAUSTED"}}""", "slow")]
    [InlineData("{}", "The provider has sent something that is no answer.")]
    [InlineData("[]", "The provider has sent something that is no answer.")]
    public void An_error_is_told_as_one(string answer, string message) =>
        Assert.Equal(message, Answer("""{"model":"m","input":"a"}""", answer).Fault?.Message);

    [Fact]
    public void What_OpenAIs_answers_cannot_say_is_named()
    {
        var answer = Answer("""{"model":"m","input":"a"}""", """{"embeddings":[{"values":[1],"shape":[1,1]}],"modelVersion":"x"}""");

        Assert.Equal(["embeddings[*].shape", "modelVersion"], answer.Losses.Select(loss => loss.Path));
    }

    private static JsonElement Written(string body)
    {
        using var translator = Open(body);
        var written = JsonElement.Parse(translator.Write(new TargetModel("embed-1", 1)).Body.Span);
        Assert.Empty(Schemas.AreThere ? Schemas.FaultsOfEmbeddingsRequest(written) : []);
        return written;
    }

    private static TranslatedAnswer Answer(string request, string answer)
    {
        using var translator = Open(request);
        return translator.Whole(Encoding.UTF8.GetBytes(answer), Usage);
    }

    private static EmbeddingsTranslator Open(string body)
    {
        Assert.True(EmbeddingsTranslator.Open(Encoding.UTF8.GetBytes(body), "m").TryGet(out var translator, out var refusal), refusal?.Message);
        return translator;
    }
}
