using System.ClientModel;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using OpenAI;
using OpenAI.Embeddings;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A client of OpenAI's embeddings reaches Gemini's.</summary>
[Trait("Category", "Process")]
public sealed class EmbeddingsTranslationTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    private const string Two = """{"embeddings":[{"values":[0.25,-0.123456789012345678]},{"values":[1,0]}],"usageMetadata":{"promptTokenCount":7}}""";

    [Fact]
    public async Task Embeddings_come_from_Gemini_in_OpenAIs_words()
    {
        Provider.Enqueue(Reply.Json(Two));

        var answer = await Client.SendAsync(Embeddings("""{"model":"gemini","input":["one","two"],"dimensions":2}"""));

        Assert.Equal((200, "application/json"), (answer.Status, answer.Headers["content-type"]));
        Assert.Equal(
            """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.25,-0.123456789012345678]},{"object":"embedding","index":1,"embedding":[1,0]}],"model":"gemini","usage":{"prompt_tokens":7,"total_tokens":7}}""",
            answer.Text);
        var asked = Assert.Single(Provider.Requests);
        Assert.Equal(("/v1beta/models/gemini-x:batchEmbedContents", "provider-secret"), (asked.Target, asked.Headers["x-goog-api-key"]));
        Assert.Equal(
            """{"requests":[{"model":"models/gemini-x","content":{"parts":[{"text":"one"}]},"outputDimensionality":2},{"model":"models/gemini-x","content":{"parts":[{"text":"two"}]},"outputDimensionality":2}]}""",
            asked.Text);
        Assert.Empty(Schemas.AreThere ? Schemas.FaultsOfEmbeddings(answer.Json) : []);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((7L, 0L, "provider", "finished"), (entry.InputTokens, entry.OutputTokens, entry.UsageSource, entry.Ending));
    }

    [Fact]
    public async Task OpenAIs_SDK_which_asks_for_base64_reads_them()
    {
        Provider.Enqueue(Reply.Json(Two));
        var embeddings = new OpenAIClient(new ApiKeyCredential(GatewayConfigText.Key), new OpenAIClientOptions { Endpoint = new Uri(World.Gateway.DataUri, "/v1") })
            .GetEmbeddingClient("gemini");

        OpenAIEmbeddingCollection all = await embeddings.GenerateEmbeddingsAsync(["one", "two"]);

        Assert.Equal([[0.25f, -0.123456789f], [1f, 0f]], all.Select(embedding => embedding.ToFloats().ToArray()));
        Assert.Equal(7, all.Usage.InputTokenCount);
    }

    [Fact]
    public async Task What_a_model_does_not_tell_of_its_cost_is_estimated()
    {
        Provider.Enqueue(Reply.Json("""{"embeddings":[{"values":[1]}]}"""));

        var answer = await Client.SendAsync(Embeddings("""{"model":"gemini","input":"twelve chars"}"""));

        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((3L, 0L, "estimated"), (entry.InputTokens, entry.OutputTokens, entry.UsageSource));
        Assert.Equal(entry.InputTokens, answer.Json.GetProperty("usage").GetProperty("prompt_tokens").GetInt64());
    }

    [Fact]
    public async Task What_gets_lost_is_named_or_an_error()
    {
        Provider.Enqueue(Reply.Json("""{"embeddings":[{"values":[1]}]}"""));
        var request = Embeddings("""{"model":"gemini","input":"hi","user":"al"}""");

        var lenient = await Client.SendAsync(request);
        var strict = await Client.SendAsync(request.With("x-ferrogate-strict", "1"));

        Assert.Equal((200, "user=unsupported"), (lenient.Status, lenient.Headers["x-ferrogate-loss"]));
        Assert.Equal((400, "translation_loss"), (strict.Status, strict.ErrorCode));
        Assert.Single(Provider.Requests);
    }

    [Theory]
    [InlineData("[1,2,3]", "numbers of tokens")]
    [InlineData("[[1,2],[3]]", "numbers of tokens")]
    [InlineData("[]", "empty")]
    public async Task Tokens_are_refused_before_anybody_is_asked(string input, string message)
    {
        var answer = await Client.SendAsync(Embeddings($$"""{"model":"gemini","input":{{input}}}"""));

        Assert.Equal((400, "invalid_request"), (answer.Status, answer.ErrorCode));
        Assert.Equal("input", answer.Json.GetProperty("error").GetProperty("param").GetString());
        Assert.Contains(message, answer.Text, StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task An_error_of_the_provider_has_OpenAIs_form_and_costs_nothing()
    {
        Provider.Enqueue(DialectReplies.Error("gemini", 429));

        var answer = await Client.SendAsync(Embeddings("""{"model":"gemini","input":"hi"}"""));

        var error = answer.Json.GetProperty("error");
        Assert.Equal((429, "Too many of you", "rate_limit_error"), (answer.Status, error.GetProperty("message").GetString(), error.GetProperty("type").GetString()));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((0L, 0L, "provider_error"), (entry.InputTokens, entry.OutputTokens, entry.Ending));
    }

    [Theory]
    [InlineData("""{"embeddings":[{"values":[1]}],"usageMetadata":{"promptTokenCount":7}}""", "translation_loss", "finished", 7)]
    [InlineData("""{"embeddings":[{"values":[1]},{"values":[]}],"usageMetadata":{"promptTokenCount":7}}""", "translation_loss", "finished", 7)]
    [InlineData("""{"usageMetadata":{"promptTokenCount":7}}""", "provider_error", "provider_error", 7)]
    [InlineData("""{"error":{"code":500,"message":"no"}}""", "provider_error", "provider_error", 0)]
    [InlineData("""{"embeddings":[{"values":[1""", "provider_dispatch_error", "upstream_cut", 2)]
    public async Task What_is_not_an_embedding_for_each_text_is_never_passed_on(string body, string code, string ending, long input)
    {
        Provider.Enqueue(Reply.Json(body));

        var answer = await Client.SendAsync(Embeddings("""{"model":"gemini","input":["one","two"]}"""));

        Assert.True(answer.Status is 500 or 502, answer.ToString());
        Assert.Equal(code, answer.ErrorCode);
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((ending, input), (entry.Ending, entry.InputTokens));
    }

    [Fact]
    public async Task A_stream_in_place_of_embeddings_is_no_answer()
    {
        Provider.Enqueue(Reply.Sse($"data: {Two}\n\n"));

        var answer = await Client.SendAsync(Embeddings("""{"model":"gemini","input":["one","two"]}"""));

        Assert.Equal((502, "provider_dispatch_error"), (answer.Status, answer.ErrorCode));
        Assert.Equal("upstream_cut", (await World.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task The_echo_embeds_texts_and_tokens_too()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Ai = """
                provider e {
                	kind echo
                }
                model echo -> e:echo-x
                """,
        });

        var answer = await world.Client.SendAsync(Embeddings("""{"model":"echo","input":[[1,2],[3]],"dimensions":8}"""));

        Assert.Equal((200, "echo-x"), (answer.Status, answer.Json.GetProperty("model").GetString()));
        Assert.Equal([8, 8], answer.Json.GetProperty("data").EnumerateArray().Select(data => data.GetProperty("embedding").GetArrayLength()));
        var entry = await world.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((3L, 0L, "provider"), (entry.InputTokens, entry.OutputTokens, entry.UsageSource));
    }

    private static Request Embeddings(string body) => Request.Post("/v1/embeddings", body);
}
