using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text.Json;
using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Contents;
using FerroGate.Testing.Contents.Requests;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using OpenAI.Responses;
using Xunit;

// The whole client is marked as experimental.
#pragma warning disable OPENAI001

namespace FerroGate.Server.Tests.Sdk;

/// <summary>The Responses client of OpenAI's SDK for .NET, against providers of each protocol.</summary>
[Trait("Category", "Process")]
public sealed class EachProviderResponsesTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    private const string Schema = """{"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""";

    public static TheoryData<string> Providers => ["chat", "responses", "messages", "gemini"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ResponsesClient Responses => new(
        new ApiKeyCredential(GatewayConfigText.Key), new ResponsesClientOptions { Endpoint = new Uri(World.Gateway.DataUri, "/v1"), RetryPolicy = new ClientRetryPolicy(0) });

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task It_gets_an_answer_and_a_stream(string provider)
    {
        Provider.Enqueue(DialectReplies.Plain(provider)).Enqueue(DialectReplies.Stream(provider));

        var answer = (await Responses.CreateResponseAsync(Asking(provider), Cancellation)).Value;
        var (text, whole) = await StreamAsync(provider);

        Assert.Equal(("Hello", ResponseStatus.Completed, 7, 3), (answer.GetOutputText(), answer.Status, answer.Usage.InputTokenCount, answer.Usage.OutputTokenCount));
        var completed = Assert.IsType<StreamingResponseCompletedUpdate>(whole).Response;
        Assert.Equal(("Hello", "Hello", 7), (text, completed.GetOutputText(), completed.Usage.InputTokenCount));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task It_calls_a_tool_and_gives_its_result_back(string provider)
    {
        var options = Asking(provider);
        options.Tools.Add(ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString(Schema), true, "The weather"));
        Provider.Enqueue(DialectReplies.ToolCall(provider)).Enqueue(DialectReplies.Plain(provider));

        var answer = (await Responses.CreateResponseAsync(options, Cancellation)).Value;
        var call = Assert.Single(answer.OutputItems.OfType<FunctionCallResponseItem>());
        foreach (var item in answer.OutputItems)
            options.InputItems.Add(item);
        options.InputItems.Add(ResponseItem.CreateFunctionCallOutputItem(call.CallId, "22 degrees"));
        await Responses.CreateResponseAsync(options, Cancellation);

        Assert.Equal(("get_weather", "Paris"), (call.FunctionName, JsonElement.Parse(call.FunctionArguments.ToString()).GetProperty("city").GetString()));
        var parts = Arrived(provider).Turns.SelectMany(turn => turn.Parts).ToList();
        Assert.Equal("get_weather", Assert.Single(parts.OfType<ToolCallPart>()).Name);
        Assert.Equal("22 degrees", Assert.Single(parts.OfType<ToolResultPart>()).Text);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Its_images_and_schemas_arrive_and_no_more_than_a_label_is_lost(string provider)
    {
        var options = Asking(provider);
        options.InputItems.Clear();
        options.InputItems.Add(ResponseItem.CreateUserMessageItem(
        [
            ResponseContentPart.CreateInputTextPart("What is this?"),
            ResponseContentPart.CreateInputImagePart(BinaryData.FromBytes(new byte[] { 1, 2, 3 }, "image/png")),
        ]));
        options.TextOptions = new ResponseTextOptions { TextFormat = ResponseTextFormat.CreateJsonSchemaFormat("city", BinaryData.FromString(Schema), null, true) };
        Provider.Enqueue(DialectReplies.Plain(provider));

        var answer = await Responses.CreateResponseAsync(options, Cancellation);

        Assert.Equal("Hello", answer.Value.GetOutputText());
        var request = Arrived(provider);
        Assert.Single(request.Turns.SelectMany(turn => turn.Parts).OfType<MediaPart>());
        Assert.NotNull(request.Format);
        Assert.True(
            !answer.GetRawResponse().Headers.TryGetValue("x-ferrogate-loss", out var losses) || losses == "text.format.name=label", losses);
    }

    [Theory]
    [InlineData("chat", null)]
    [InlineData("responses", "c2VjcmV0")]
    [InlineData("messages", "c2VjcmV0")]
    [InlineData("gemini", "c2VjcmV0")]
    public async Task It_reads_thoughts_and_gives_them_back_to_whom_they_belong(string provider, string? seal)
    {
        var options = Asking(provider);
        Provider.Enqueue(Thoughtful(provider)).Enqueue(DialectReplies.Plain(provider));

        var answer = (await Responses.CreateResponseAsync(options, Cancellation)).Value;
        foreach (var item in answer.OutputItems)
            options.InputItems.Add(item);
        options.InputItems.Add(ResponseItem.CreateUserMessageItem("And now?"));
        await Responses.CreateResponseAsync(options, Cancellation);

        Assert.Equal("hm", Assert.Single(answer.OutputItems.OfType<ReasoningResponseItem>()).GetSummaryText());
        Assert.Equal("Hello", answer.GetOutputText());
        if (seal is not null)
            Assert.Contains($"\"{seal}\"", Provider.Requests[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task It_understands_an_error_of_the_provider(string provider)
    {
        Provider.Otherwise(_ => DialectReplies.Error(provider, 400));

        var error = await Assert.ThrowsAsync<ClientResultException>(() => Responses.CreateResponseAsync(Asking(provider), Cancellation));

        Assert.Equal(400, error.Status);
        Assert.Contains("Too many of you", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task It_is_told_that_a_stream_broke_off(string provider)
    {
        var events = DialectReplies.Events(provider);
        Provider.Enqueue(Reply.Sse(string.Concat(events.Take(events.Count / 2))).ThenCut());

        var (_, last) = await StreamAsync(provider);

        var failed = Assert.IsType<StreamingResponseFailedUpdate>(last).Response;
        Assert.Equal(ResponseStatus.Failed, failed.Status);
        Assert.Contains("broke off", failed.Error.Message, StringComparison.Ordinal);
    }

    private static CreateResponseOptions Asking(string provider) => new(DialectSides.ModelOf(provider), [ResponseItem.CreateUserMessageItem("hello")]);

    private static Reply Thoughtful(string provider) => provider switch
    {
        "chat" => Reply.Json(DialectReplies.Plain(provider).Text.Replace("\"content\":\"Hello\"", "\"content\":\"Hello\",\"reasoning_content\":\"hm\"", StringComparison.Ordinal)),
        "responses" => Reply.Json(DialectReplies.Plain(provider).Text.Replace(
            "\"output\":[", "\"output\":[{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}],\"encrypted_content\":\"c2VjcmV0\"},", StringComparison.Ordinal)),
        "messages" => Reply.Json(DialectReplies.Plain(provider).Text.Replace(
            "\"content\":[", "\"content\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"c2VjcmV0\"},", StringComparison.Ordinal)),
        _ => Reply.Json(DialectReplies.Plain(provider).Text.Replace(
            "\"parts\":[", "\"parts\":[{\"text\":\"hm\",\"thought\":true,\"thoughtSignature\":\"c2VjcmV0\"},", StringComparison.Ordinal)),
    };

    private RequestContents Arrived(string provider) => RequestContents.Read(DialectSides.ProtocolOf(provider), Provider.Requests[^1].Json);

    private async Task<(string Text, StreamingResponseUpdate? Last)> StreamAsync(string provider)
    {
        var (text, last) = ("", default(StreamingResponseUpdate));
        var options = Asking(provider);
        options.StreamingEnabled = true;
        await foreach (var update in await Responses.CreateResponseStreamingAsync(options, Cancellation))
        {
            text += update is StreamingResponseOutputTextDeltaUpdate delta ? delta.Delta : "";
            last = update;
        }

        return (text, last);
    }
}
