using System.Text;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Dialects.AnthropicMessages;
using FerroGate.Ai.Dialects.GeminiGenerate;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Ai.Dialects.OpenAiResponses;
using FerroGate.Ai.Envelopes;
using FerroGate.Ai.Splicing;

namespace FerroGate.Ai.Tests.Dialects;

/// <summary>A limit of output is lowered or added in the client's bytes, and nothing else in them changes.</summary>
public sealed class OutputCapTests
{
    private const long Limit = 100;

    private static readonly TargetModel Model = new("p", 4096);

    [Theory]
    [InlineData("""{"model":"m","messages":[]}""", """{"max_completion_tokens":100,"model":"m","messages":[]}""")]
    [InlineData(""" { "messages" : [ ] , "model":"m" } """, """ {"max_completion_tokens":100, "messages" : [ ] , "model":"m" } """)]
    [InlineData("""{"model":"m","messages":[],"max_completion_tokens": null }""", """{"model":"m","messages":[],"max_completion_tokens": 100 }""")]
    [InlineData("""{"model":"m","messages":[],"max_tokens":null}""", """{"max_completion_tokens":100,"model":"m","messages":[],"max_tokens":null}""")]
    public async Task A_chat_request_without_a_limit_is_given_one(string client, string provider) =>
        await AssertCappedAsync(ChatDialect.Instance, Model, client, provider, "max_completion_tokens");

    [Fact]
    public async Task Other_servers_than_OpenAIs_are_given_the_older_member() => await AssertCappedAsync(
        ChatDialect.Instance, Model with { IsCompatible = true }, """{"model":"m","messages":[]}""", """{"max_tokens":100,"model":"m","messages":[]}""", "max_tokens");

    [Theory]
    [InlineData("""{"max_tokens":101,"model":"m","messages":[]}""", """{"max_tokens":100,"model":"m","messages":[]}""", "max_tokens")]
    [InlineData("""{"max_tokens" : 9223372036854775807 ,"model":"m","messages":[]}""", """{"max_tokens" : 100 ,"model":"m","messages":[]}""", "max_tokens")]
    [InlineData("""{"max_tokens":500,"model":"m","max_completion_tokens":600,"messages":[]}""", """{"max_tokens":100,"model":"m","max_completion_tokens":100,"messages":[]}""", "max_tokens", "max_completion_tokens")]
    [InlineData("""{"max_tokens":5,"model":"m","max_completion_tokens":600,"messages":[]}""", """{"max_tokens":5,"model":"m","max_completion_tokens":100,"messages":[]}""", "max_completion_tokens")]
    [InlineData("""{"max_tokens":null,"model":"m","max_completion_tokens":600,"messages":[]}""", """{"max_tokens":null,"model":"m","max_completion_tokens":100,"messages":[]}""", "max_completion_tokens")]
    [InlineData("""{"max_tokens":100,"model":"m","messages":[],"n":4}""", """{"max_tokens":100,"model":"m","messages":[],"n":4}""")]
    [InlineData("""{"max_completion_tokens":0,"model":"m","messages":[]}""", """{"max_completion_tokens":0,"model":"m","messages":[]}""")]
    public async Task Only_what_is_higher_is_lowered(string client, string provider, params string[] changed) =>
        await AssertCappedAsync(ChatDialect.Instance, Model, client, provider, changed);

    [Theory]
    [InlineData("""{"model":"m","input":"hi"}""", """{"max_output_tokens":100,"model":"m","input":"hi"}""")]
    [InlineData("""{"model":"m","input":"hi","max_output_tokens":null}""", """{"model":"m","input":"hi","max_output_tokens":100}""")]
    [InlineData("""{"model":"m","input":"hi","max\u005foutput_tokens":4000}""", """{"model":"m","input":"hi","max\u005foutput_tokens":100}""")]
    public async Task A_Responses_request_has_one_member_for_it(string client, string provider) =>
        await AssertCappedAsync(ResponsesDialect.Instance, Model, client, provider, "max_output_tokens");

    [Theory]
    [InlineData("""{"model":"m","max_tokens":4000,"messages":[]}""", """{"model":"m","max_tokens":100,"messages":[]}""")]
    [InlineData("""{"model":"m","messages":[]}""", """{"max_tokens":100,"model":"m","messages":[]}""")]
    public async Task A_Messages_request_has_one_member_for_it(string client, string provider) =>
        await AssertCappedAsync(MessagesDialect.Instance, Model, client, provider, "max_tokens");

    [Theory]
    [InlineData("""{"contents":[]}""", """{"generationConfig":{"maxOutputTokens":100},"contents":[]}""")]
    [InlineData("""{"contents":[],"generationConfig":null}""", """{"contents":[],"generationConfig":{"maxOutputTokens":100}}""")]
    [InlineData("""{"contents":[],"generation_config":{ }}""", """{"contents":[],"generation_config":{"maxOutputTokens":100 }}""")]
    [InlineData("""{"contents":[],"generationConfig":{ "topK":1}}""", """{"contents":[],"generationConfig":{"maxOutputTokens":100, "topK":1}}""")]
    [InlineData("""{"contents":[],"generationConfig":{"maxOutputTokens":null}}""", """{"contents":[],"generationConfig":{"maxOutputTokens":100}}""")]
    [InlineData("""{"contents":[],"generationConfig":{"maxOutputTokens": 200,"topK":1}}""", """{"contents":[],"generationConfig":{"maxOutputTokens": 100,"topK":1}}""")]
    [InlineData("""{"contents":[],"generation_config":{"a":{},"max_output_tokens":200}}""", """{"contents":[],"generation_config":{"a":{},"max_output_tokens":100}}""")]
    public async Task A_Gemini_request_has_it_in_its_config(string client, string provider) =>
        await AssertCappedAsync(GenerateDialect.Instance, Model, client, provider, "generationConfig.maxOutputTokens");

    [Fact]
    public async Task A_limit_stands_beside_a_new_model_and_the_option_of_usage()
    {
        var body = """{"model":"m","messages":[],"stream":true}"""u8.ToArray();
        var envelope = Read(ChatDialect.Instance, body);
        var cap = OutputCap.Of(ChatDialect.Instance, envelope, Model, Limit);

        Assert.Equal(
            """{"stream_options":{"include_usage":true},"max_completion_tokens":100,"model":"p","messages":[],"stream":true}""",
            await TextOf(ChatDialect.Instance.Splice(body, envelope, "p", injectUsage: true).With(cap.Edits)));
    }

    [Theory]
    [InlineData("""{"model":"m","max_tokens":4000,"messages":[],"thinking":{"type":"enabled","budget_tokens":2000}}""", 2001)]
    [InlineData("""{"model":"m","messages":[],"thinking":{"a":[{"budget_tokens":9}],"budget_tokens":2000},"max_tokens":4000}""", 2001)]
    [InlineData("""{"model":"m","max_tokens":4000,"messages":[],"thinking":{"type":"adaptive"}}""", 1)]
    [InlineData("""{"model":"m","max_tokens":1000,"messages":[],"thinking":{"type":"enabled","budget_tokens":2000}}""", 1)]
    [InlineData("""{"model":"m","max_tokens":4000,"messages":[],"thinking":"much"}""", 1)]
    public void A_budget_of_thoughts_must_stay_below_the_limit(string body, long least) =>
        Assert.Equal(least, Read(MessagesDialect.Instance, Encoding.UTF8.GetBytes(body)).LeastOutputTokens);

    private static async Task AssertCappedAsync(IConversationDialect dialect, TargetModel model, string client, string provider, params string[] changed)
    {
        var body = Encoding.UTF8.GetBytes(client);
        var cap = OutputCap.Of(dialect, Read(dialect, body), model, Limit);

        Assert.Equal(provider, await TextOf(new SplicedBody(body, []).With(cap.Edits)));
        Assert.Equal(changed, cap.Changed);
    }

    private static Envelope Read(IConversationDialect dialect, byte[] body)
    {
        var address = dialect is GenerateDialect ? new RequestAddress("m", false) : default;
        Assert.True(dialect.ReadEnvelope(body, address).TryGet(out var envelope, out var refusal), refusal?.Message);
        return envelope;
    }

    private static async Task<string> TextOf(SplicedBody body)
    {
        using var stream = new MemoryStream();
        await body.WriteToAsync(stream, TestContext.Current.CancellationToken);
        Assert.Equal(body.Length, stream.Length);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
