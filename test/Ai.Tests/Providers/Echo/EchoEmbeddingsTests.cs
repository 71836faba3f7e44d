using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using FerroGate.Ai.Dialects.OpenAiEmbeddings;
using FerroGate.Ai.Providers;
using FerroGate.Testing.Contents;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Ai.Tests.Providers.Echo;

/// <summary>The built-in provider's embeddings, which mean nothing and are the same for the same input.</summary>
public sealed class EchoEmbeddingsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("\"two words\"", 1, 2)]
    [InlineData("[\"a\",\"b c\",\"\"]", 3, 3)]
    [InlineData("[1,2,3]", 1, 3)]
    [InlineData("[[1,2],[3]]", 2, 3)]
    [InlineData("\"half \\ud83d\"", 1, 2)]
    public async Task Each_input_has_a_vector_of_length_1(string input, int inputs, int tokens)
    {
        var answer = await AskAsync($$"""{"model":"m","input":{{input}},"dimensions":20}""");

        Assert.Empty(Schemas.AreThere ? Schemas.FaultsOfEmbeddings(answer) : []);
        var vectors = answer.GetProperty("data").EnumerateArray().Select(Numbers).ToList();
        Assert.Equal(inputs, vectors.Count);
        Assert.All(vectors, vector => Assert.Equal((20, 1.0), (vector.Length, Math.Round(vector.Sum(number => number * (double)number), 4))));
        Assert.Equal(tokens, answer.GetProperty("usage").GetProperty("prompt_tokens").GetInt32());
    }

    [Fact]
    public async Task The_same_input_has_the_same_vector_and_another_has_another()
    {
        var data = (await AskAsync("""{"model":"m","input":["a","b","\u0061"]}""")).GetProperty("data").EnumerateArray().Select(Numbers).ToList();

        Assert.Equal(data[0], data[2]);
        Assert.NotEqual(data[0], data[1]);
        Assert.Equal(256, data[0].Length);
    }

    [Fact]
    public async Task Base64_says_the_same_numbers()
    {
        var floats = await AskAsync("""{"model":"m","input":"a"}""");
        var base64 = await AskAsync("""{"model":"m","input":"a","encoding_format":"base64"}""");

        Assert.Equal(
            Numbers(floats.GetProperty("data")[0]),
            base64.GetProperty("data")[0].GetProperty("embedding").GetBytesFromBase64().Chunk(4).Select(four => BinaryPrimitives.ReadSingleLittleEndian(four)));
    }

    [Theory]
    [InlineData("""{"model":"m","input":[]}""", "input")]
    [InlineData("""{"model":"m","input":"a","dimensions":1025}""", "dimensions")]
    [InlineData("""{"model":"m","input":"a","dimensions":0.5}""", "dimensions")]
    public async Task What_it_cannot_embed_is_an_error(string body, string parameter) =>
        Assert.Equal(parameter, (await AskAsync(body, 400)).GetProperty("error").GetProperty("param").GetString());

    [Fact]
    public async Task It_embeds_as_many_inputs_as_OpenAI_and_no_more()
    {
        static string Body(int inputs) => $$"""{"model":"m","input":[{{string.Join(',', Enumerable.Repeat("\"a\"", inputs))}}],"dimensions":1}""";

        Assert.Equal(2_048, (await AskAsync(Body(2_048))).GetProperty("data").GetArrayLength());
        await AskAsync(Body(2_049), 400);
    }

    private static float[] Numbers(JsonElement data) => [.. data.GetProperty("embedding").EnumerateArray().Select(number => number.GetSingle())];

    private static async Task<JsonElement> AskAsync(string body, int status = 200)
    {
        var provider = Fixtures.Providers.At("http://echo.invalid", "echo");
        var adapter = ProviderTable.Of("echo");
        using var invoker = new HttpMessageInvoker(adapter.NewBuiltInHandler(provider, new FakeTimeProvider())!);
        using var request = adapter.NewRequest(provider, new ProviderCall(EmbeddingsDialect.Instance, "m", Stream: false, AsEvents: false));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        using var response = await invoker.SendAsync(request, Cancellation);
        Assert.Equal(status, (int)response.StatusCode);
        return JsonElement.Parse(await response.Content.ReadAsByteArrayAsync(Cancellation));
    }
}
