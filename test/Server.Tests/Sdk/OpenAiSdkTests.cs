using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Models;
using Xunit;

namespace FerroGate.Server.Tests.Sdk;

/// <summary>The official OpenAI SDK for .NET as the client, the built executable as the server.</summary>
[Trait("Category", "Process")]
public sealed class OpenAiSdkTests(OpenAiSdkTests.Site site) : WorldTests(site), IClassFixture<OpenAiSdkTests.Site>
{
    /// <summary>One model, and a second key that may only list models.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Ai = """
            api_key reader {
            	key reader-secret
            	scopes models.read
            }
            """,
    });

    private readonly OpenAIClient _openAi = Sdk(site.World, GatewayConfigText.Key);

    private ChatClient Chat => _openAi.GetChatClient("fast-chat");

    [Fact]
    public async Task The_SDK_lists_models_and_reads_one()
    {
        var models = _openAi.GetOpenAIModelClient();

        var list = await models.GetModelsAsync();
        OpenAIModel one = await models.GetModelAsync("fast-chat");

        Assert.Equal(["fast-chat"], list.Value.Select(model => model.Id));
        Assert.Equal("fast-chat", one.Id);
    }

    [Fact]
    public async Task The_SDK_completes_a_chat_and_the_ledger_has_its_usage()
    {
        Provider.Enqueue(ChatReplies.Plain(prompt: 123, completion: 45, content: "Hello from upstream"));

        var result = await Chat.CompleteChatAsync(new UserChatMessage("hello"));

        Assert.Equal("Hello from upstream", result.Value.Content[0].Text);
        Assert.Equal(ChatFinishReason.Stop, result.Value.FinishReason);
        Assert.Equal(123, result.Value.Usage.InputTokenCount);
        var seen = Assert.Single(Provider.Requests);
        Assert.Equal("/v1/chat/completions", seen.Target);
        Assert.Equal("gpt-4o-mini", seen.Json.GetProperty("model").GetString());
        Assert.Equal("Bearer provider-secret", seen.Headers["authorization"]);
        Assert.True(result.GetRawResponse().Headers.TryGetValue("x-ferrogate-exchange-id", out var exchange));
        var entry = await World.Admin.EntryOfAsync(exchange!);
        Assert.Equal(("finished", 123L, 45L, "provider"), (entry.Ending, entry.InputTokens, entry.OutputTokens, entry.UsageSource));
    }

    [Fact]
    public async Task The_SDK_streams_a_chat_word_by_word()
    {
        Provider.Enqueue(ChatReplies.Stream(prompt: 9, completion: 4, content: "one two three four"));
        var words = new List<string>();
        ChatTokenUsage? usage = null;

        await foreach (var update in Chat.CompleteChatStreamingAsync(new UserChatMessage("count")))
        {
            words.AddRange(update.ContentUpdate.Where(part => part.Text.Length > 0).Select(part => part.Text));
            usage = update.Usage ?? usage;
        }

        Assert.Equal(["one ", "two ", "three ", "four "], words);
        Assert.Equal((9, 4), (usage?.InputTokenCount, usage?.OutputTokenCount));
    }

    [Fact]
    public async Task The_SDK_sees_the_first_word_while_the_provider_still_holds_the_second()
    {
        var gate = new Gate();
        Provider.Enqueue(ChatReplies.Stream(content: "first second").HoldAfter(ChatReplies.Word("first"), gate));

        await using var updates = Chat.CompleteChatStreamingAsync(new UserChatMessage("count")).GetAsyncEnumerator(Patience());
        do
            Assert.True(await updates.MoveNextAsync());
        while (updates.Current.ContentUpdate is not [{ Text: "first " }]);
        gate.Open();
        var rest = "";
        while (await updates.MoveNextAsync())
            rest += string.Concat(updates.Current.ContentUpdate.Select(part => part.Text));

        Assert.Equal("second ", rest);
    }

    [Fact]
    public async Task The_SDK_calls_a_tool_and_sends_its_result()
    {
        Provider.Enqueue(Reply.Json("""
            {"id":"chatcmpl-2","object":"chat.completion","created":1790000000,"model":"gpt-4o-mini","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Bern\"}"}}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}}
            """));
        Provider.Enqueue(ChatReplies.Plain(content: "It rains in Bern."));
        var options = new ChatCompletionOptions
        {
            Tools =
            {
                ChatTool.CreateFunctionTool("get_weather", "The weather of a city", BinaryData.FromString(
                    """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")),
            },
        };
        List<ChatMessage> messages = [new UserChatMessage("How is the weather in Bern?")];

        ChatCompletion asks = await Chat.CompleteChatAsync(messages, options);
        var call = Assert.Single(asks.ToolCalls);
        messages.Add(new AssistantChatMessage(asks));
        messages.Add(new ToolChatMessage(call.Id, """{"rain":true}"""));
        ChatCompletion answers = await Chat.CompleteChatAsync(messages, options);

        Assert.Equal(ChatFinishReason.ToolCalls, asks.FinishReason);
        Assert.Equal(("get_weather", """{"city":"Bern"}"""), (call.FunctionName, call.FunctionArguments.ToString()));
        Assert.Equal("It rains in Bern.", answers.Content[0].Text);
        var second = Provider.Requests[1].Json.GetProperty("messages").EnumerateArray().Last();
        Assert.Equal(("tool", "call_1"), (second.GetProperty("role").GetString(), second.GetProperty("tool_call_id").GetString()));
        Assert.Equal("get_weather", Provider.Requests[0].Json.GetProperty("tools")[0].GetProperty("function").GetProperty("name").GetString());
    }

    [Fact]
    public async Task The_SDK_streams_a_tool_call_in_pieces()
    {
        Provider.Enqueue(Reply.Sse(
            """
            data: {"id":"c","object":"chat.completion.chunk","created":1790000000,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","tool_calls":[{"index":0,"id":"call_9","type":"function","function":{"name":"f","arguments":""}}]},"finish_reason":null}]}

            data: {"id":"c","object":"chat.completion.chunk","created":1790000000,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{\"a\":"}}]},"finish_reason":null}]}

            data: {"id":"c","object":"chat.completion.chunk","created":1790000000,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"1}"}}]},"finish_reason":null}]}

            data: {"id":"c","object":"chat.completion.chunk","created":1790000000,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

            data: [DONE]


            """));
        var arguments = "";
        ChatFinishReason? finish = null;

        await foreach (var update in Chat.CompleteChatStreamingAsync(new UserChatMessage("call f")))
        {
            arguments += string.Concat(update.ToolCallUpdates.Select(part => part.FunctionArgumentsUpdate?.ToString()));
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(("""{"a":1}""", ChatFinishReason.ToolCalls), (arguments, finish));
    }

    [Fact]
    public async Task The_SDK_asks_for_structured_output()
    {
        Provider.Enqueue(ChatReplies.Plain(content: """{\"answer\":42}"""));
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat(
                "the_answer",
                BinaryData.FromString("""{"type":"object","properties":{"answer":{"type":"integer"}},"required":["answer"],"additionalProperties":false}"""),
                jsonSchemaIsStrict: true),
        };

        ChatCompletion answer = await Chat.CompleteChatAsync([new UserChatMessage("?")], options);

        Assert.Equal(42, JsonElement.Parse(answer.Content[0].Text).GetProperty("answer").GetInt32());
        var schema = Assert.Single(Provider.Requests).Json.GetProperty("response_format").GetProperty("json_schema");
        Assert.Equal("the_answer", schema.GetProperty("name").GetString());
        Assert.True(schema.GetProperty("strict").GetBoolean());
    }

    [Fact]
    public async Task The_SDK_sends_an_image()
    {
        Provider.Enqueue(ChatReplies.Plain(content: "A cat."));
        byte[] png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Enumerable.Range(0, 4096).Select(i => (byte)i)];

        ChatCompletion answer = await Chat.CompleteChatAsync(new UserChatMessage(
            ChatMessageContentPart.CreateTextPart("What is this?"),
            ChatMessageContentPart.CreateImagePart(BinaryData.FromBytes(png), "image/png")));

        Assert.Equal("A cat.", answer.Content[0].Text);
        var parts = Assert.Single(Provider.Requests).Json.GetProperty("messages")[0].GetProperty("content");
        Assert.Equal(
            $"data:image/png;base64,{Convert.ToBase64String(png)}",
            parts[1].GetProperty("image_url").GetProperty("url").GetString());
    }

    [Fact]
    public async Task The_SDK_maps_a_wrong_key_to_401() =>
        await FailsAsync(Sdk(World, "no-such-secret").GetChatClient("fast-chat"), 401, "invalid_api_key");

    [Fact]
    public async Task The_SDK_maps_a_missing_scope_to_403() =>
        await FailsAsync(Sdk(World, "reader-secret").GetChatClient("fast-chat"), 403, "scope_denied");

    [Fact]
    public async Task The_SDK_maps_an_unknown_model_to_404() =>
        await FailsAsync(_openAi.GetChatClient("no-such-model"), 404, "model_not_found");

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task The_SDK_maps_a_provider_error_to_its_own_status(int status)
    {
        // The gateway may ask again; every answer is the same.
        Provider.Otherwise(_ => Reply.Error(status, "The provider says no", "provider_says_no"));

        await FailsAsync(Chat, status, "provider_says_no");
    }

    [Fact]
    public async Task The_SDK_is_told_of_no_finish_where_the_provider_cut_the_stream()
    {
        Provider.Enqueue(Reply.Sse(ChatReplies.Word("half")).ThenCut());
        var words = "";
        ChatFinishReason? finish = null;

        await foreach (var update in Chat.CompleteChatStreamingAsync(new UserChatMessage("count")))
        {
            words += string.Concat(update.ContentUpdate.Select(part => part.Text));
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(("half ", null), (words, finish));
    }

    private static async Task FailsAsync(ChatClient chat, int status, string code)
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => chat.CompleteChatAsync(new UserChatMessage("hello")));
        Assert.Equal(status, failure.Status);
        Assert.Contains(code, failure.GetRawResponse()!.Content.ToString(), StringComparison.Ordinal);
    }

    private static OpenAIClient Sdk(World world, string key) => new(new ApiKeyCredential(key), new OpenAIClientOptions
    {
        Endpoint = new Uri(world.Gateway.DataUri, "/v1"),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    });

    private static CancellationToken Patience() => Testing.Patience.Token();
}
