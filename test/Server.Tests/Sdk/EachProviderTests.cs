using System.ClientModel;
using System.Text.Json;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Requests;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using OpenAI;
using OpenAI.Chat;
using Xunit;

namespace FerroGate.Server.Tests.Sdk;

/// <summary>The official SDKs of OpenAI and Anthropic for .NET, against providers of each protocol.</summary>
[Trait("Category", "Process")]
public sealed class EachProviderTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""";

    public static TheoryData<string, string> Providers => new()
    {
        { "chat", "only-chat" },
        { "responses", "only-responses" },
        { "messages", "messages" },
        { "gemini", "gemini" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_SDK_of_OpenAI_gets_an_answer_and_a_stream(string provider, string model)
    {
        var chat = Chat(model);
        Provider.Enqueue(DialectReplies.Plain(provider));
        Provider.Enqueue(DialectReplies.Stream(provider));

        var answer = (await chat.CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancellation)).Value;
        var (text, finish, tokens) = ("", default(ChatFinishReason?), 0);
        await foreach (var update in chat.CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancellation))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            finish ??= update.FinishReason;
            tokens = update.Usage?.InputTokenCount ?? tokens;
        }

        Assert.Equal(("Hello", ChatFinishReason.Stop, 7), (answer.Content[0].Text, answer.FinishReason, answer.Usage.InputTokenCount));
        Assert.Equal(("Hello", ChatFinishReason.Stop, 7), (text, finish, tokens));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_SDK_of_OpenAI_calls_a_tool_and_gives_its_result_back(string provider, string model)
    {
        var chat = Chat(model);
        var options = new ChatCompletionOptions { Tools = { ChatTool.CreateFunctionTool("get_weather", "The weather", BinaryData.FromString(Schema)) } };
        List<ChatMessage> messages = [new UserChatMessage("How is the weather in Paris?")];
        Provider.Enqueue(DialectReplies.ToolCall(provider));
        Provider.Enqueue(DialectReplies.Plain(provider));

        var answer = (await chat.CompleteChatAsync(messages, options, Cancellation)).Value;
        var call = Assert.Single(answer.ToolCalls);
        messages.Add(new AssistantChatMessage(answer));
        messages.Add(new ToolChatMessage(call.Id, "22 degrees"));
        await chat.CompleteChatAsync(messages, options, Cancellation);

        Assert.Equal(ChatFinishReason.ToolCalls, answer.FinishReason);
        AssertCall(call.FunctionName, call.FunctionArguments.ToString());
        AssertResultArrived(provider);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_SDK_of_OpenAI_understands_the_error_of_the_provider(string provider, string model)
    {
        Provider.Otherwise(_ => DialectReplies.Error(provider, 400));

        var error = await Assert.ThrowsAsync<ClientResultException>(() => Chat(model).CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancellation));

        Assert.Equal(400, error.Status);
        Assert.Contains("Too many of you", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_SDK_of_Anthropic_gets_an_answer_and_a_stream(string provider, string model)
    {
        using var client = Claude();
        Provider.Enqueue(DialectReplies.Plain(provider));
        Provider.Enqueue(DialectReplies.Stream(provider));

        var answer = await client.Messages.Create(Hello(model), Cancellation);
        var (text, hasEnded) = ("", false);
        await foreach (var each in client.Messages.CreateStreaming(Hello(model), Cancellation))
        {
            if (each.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part))
                text += part.Text;
            hasEnded |= each.TryPickStop(out _);
        }

        Assert.True(answer.Content[0].TryPickText(out var said));
        Assert.Equal(("Hello", 7L, 3L), (said.Text, answer.Usage.InputTokens, answer.Usage.OutputTokens));
        Assert.Equal(StopReason.EndTurn, answer.StopReason?.Value());
        Assert.Equal(("Hello", true), (text, hasEnded));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_SDK_of_Anthropic_calls_a_tool_and_gives_its_result_back(string provider, string model)
    {
        using var client = Claude();
        var tool = new Tool { Name = "get_weather", InputSchema = InputSchema.FromRawUnchecked(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(Schema)!) };
        Provider.Enqueue(DialectReplies.ToolCall(provider));
        Provider.Enqueue(DialectReplies.Plain(provider));

        var answer = await client.Messages.Create(Hello(model) with { Tools = [tool] }, Cancellation);
        var call = Assert.Single(answer.Content.Select(block => block.TryPickToolUse(out var found) ? found : null).OfType<ToolUseBlock>());

        List<MessageParam> messages =
        [
            .. Hello(model).Messages,
            new AssistantMessageParam { Content = new List<ContentBlockParam> { new ToolUseBlockParam { ID = call.ID, Name = call.Name, Input = call.Input } } },
            new UserMessageParam { Content = new List<ContentBlockParam> { new ToolResultBlockParam { ToolUseID = call.ID, Content = "22 degrees" } } },
        ];
        await client.Messages.Create(Hello(model) with { Tools = [tool], Messages = messages }, Cancellation);

        AssertCall(call.Name, JsonSerializer.Serialize(call.Input));
        AssertResultArrived(provider);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task The_SDK_of_Anthropic_understands_the_error_of_the_provider(string provider, string model)
    {
        using var client = Claude();
        Provider.Otherwise(_ => DialectReplies.Error(provider, 400));

        var error = await Assert.ThrowsAsync<AnthropicBadRequestException>(() => client.Messages.Create(Hello(model), Cancellation));

        Assert.Contains("Too many of you", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat", "only-chat")]
    [InlineData("responses", "only-responses")]
    [InlineData("gemini", "gemini")]
    public async Task The_SDK_of_Anthropic_is_told_that_a_stream_broke_off(string provider, string model)
    {
        using var client = Claude();
        Provider.Enqueue(Broken(provider));

        var error = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var each in client.Messages.CreateStreaming(Hello(model), Cancellation))
                Assert.False(each.TryPickStop(out _));
        });

        Assert.Contains("broke off", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("responses", "only-responses")]
    [InlineData("messages", "messages")]
    [InlineData("gemini", "gemini")]
    public async Task The_SDK_of_OpenAI_sees_no_end_of_a_stream_that_broke_off(string provider, string model)
    {
        Provider.Enqueue(Broken(provider));

        var finish = default(ChatFinishReason?);
        await foreach (var update in Chat(model).CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancellation))
            finish ??= update.FinishReason;

        Assert.Null(finish);
    }

    private static Reply Broken(string provider)
    {
        var events = DialectReplies.Events(provider);
        return Reply.Sse(string.Concat(events.Take(events.Count / 2))).ThenCut();
    }

    private static void AssertCall(string name, string arguments) =>
        Assert.Equal(("get_weather", "Paris"), (name, JsonElement.Parse(arguments).GetProperty("city").GetString()));

    // As the provider's protocol says it: the call, and a result that answers to it.
    private void AssertResultArrived(string provider)
    {
        var request = RequestContents.Read(
            provider switch { "chat" => Protocol.Chat, "responses" => Protocol.Responses, "messages" => Protocol.Messages, _ => Protocol.Gemini },
            Provider.Requests[^1].Json);
        var parts = request.Turns.SelectMany(turn => turn.Parts).ToList();
        Assert.Equal("get_weather", Assert.Single(parts.OfType<ToolCallPart>()).Name);
        var result = Assert.Single(parts.OfType<ToolResultPart>());
        Assert.Equal(("get_weather", 0, "22 degrees"), (result.Name, result.Position, result.Text));
    }

    private static MessageCreateParams Hello(string model) => new()
    {
        Model = model,
        MaxTokens = 64,
        Messages = [new UserMessageParam { Content = "hello" }],
    };

    private ChatClient Chat(string model) => new OpenAIClient(
        new ApiKeyCredential(GatewayConfigText.Key), new OpenAIClientOptions { Endpoint = new Uri(World.Gateway.DataUri, "/v1") }).GetChatClient(model);

    private AnthropicClient Claude() => new() { BaseUrl = World.Gateway.DataUri.ToString().TrimEnd('/'), ApiKey = GatewayConfigText.Key, MaxRetries = 0 };
}
