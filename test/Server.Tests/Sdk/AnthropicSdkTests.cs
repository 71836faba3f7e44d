using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Sdk;

/// <summary>The official Anthropic SDK for .NET as the client, the built executable as the server.</summary>
[Trait("Category", "Process")]
public sealed class AnthropicSdkTests(AnthropicSdkTests.Site site) : WorldTests(site), IClassFixture<AnthropicSdkTests.Site>
{
    private const string Answer = """
        {"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[{"type":"text","text":"Hello"}],
        "stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":3}}
        """;

    private const string Events = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-x","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":12,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: ping
        data: {"type":"ping"}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hel"}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"lo"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":3}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    /// <summary>A model of a provider that speaks the SDK's protocol.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Ai = """
            provider claude {
            	kind anthropic
            	base_url $PROVIDER/v1
            	api_key provider-secret
            }
            model smart -> claude:claude-x
            model counted -> claude:claude-x
            """,
    });

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static MessageCreateParams Hello(string model) => new()
    {
        Model = model,
        MaxTokens = 64,
        Messages = [new UserMessageParam { Content = "hello" }],
    };

    [Fact]
    public async Task The_SDK_gets_an_answer_and_the_ledger_its_usage()
    {
        Provider.Enqueue(Reply.Json(Answer));
        using var client = Sdk();

        var message = await client.Messages.Create(Hello("counted"), Cancellation);

        Assert.True(message.Content[0].TryPickText(out var text));
        Assert.Equal("Hello", text.Text);
        Assert.Equal((12L, 3L), (message.Usage.InputTokens, message.Usage.OutputTokens));
        var seen = Assert.Single(Provider.Requests);
        Assert.Equal(
            ("/v1/messages", "claude-x", "provider-secret"),
            (seen.Target, seen.Json.GetProperty("model").GetString(), seen.Headers["x-api-key"]));
        var entry = Assert.Single(
            await World.Admin.WaitForBillingEventsAsync(all => all.Any(each => each.Model == "counted"), "the entry"), each => each.Model == "counted");
        Assert.Equal(("finished", 12L, 3L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
    }

    [Fact]
    public async Task The_SDK_streams_an_answer()
    {
        Provider.Enqueue(Reply.Sse(Events));
        using var client = Sdk();
        var text = "";
        var ended = false;

        await foreach (var each in client.Messages.CreateStreaming(Hello("smart"), Cancellation))
        {
            if (each.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part))
                text += part.Text;
            ended |= each.TryPickStop(out _);
        }

        Assert.Equal(("Hello", true), (text, ended));
    }

    [Fact]
    public async Task The_SDK_understands_our_errors()
    {
        using var client = Sdk();
        using var stranger = Sdk("nobody");

        await Assert.ThrowsAsync<AnthropicNotFoundException>(() => client.Messages.Create(Hello("nothing"), Cancellation));
        await Assert.ThrowsAsync<AnthropicUnauthorizedException>(() => stranger.Messages.Create(Hello("smart"), Cancellation));
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task The_SDK_lists_the_models()
    {
        using var client = Sdk();

        var page = await client.Models.List(cancellationToken: Cancellation);
        var one = await client.Models.Retrieve("smart", cancellationToken: Cancellation);

        Assert.Equal(["counted", "fast-chat", "smart"], page.Items.Select(model => model.ID).Order());
        Assert.Equal("smart", one.ID);
    }

    private AnthropicClient Sdk(string key = GatewayConfigText.Key) =>
        new() { ApiKey = key, BaseUrl = World.Client.Host.AbsoluteUri.TrimEnd('/'), MaxRetries = 0 };
}
