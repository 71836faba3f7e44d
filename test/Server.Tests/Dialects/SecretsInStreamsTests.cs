using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A provider that repeats our credential in the middle of a stream tells it to no client.</summary>
[Trait("Category", "Process")]
public sealed class SecretsInStreamsTests(DialectSite site) : WorldTests(site), IClassFixture<DialectSite>
{
    private const string Chat = "data: {\"error\":{\"message\":\"Incorrect API key: provider-secret\",\"code\":\"invalid_api_key\"}}\n\n";
    private const string Messages = "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"authentication_error\",\"message\":\"no provider-secret\"}}\n\n";
    private const string Responses = "event: response.failed\ndata: {\"type\":\"response.failed\",\"response\":{\"id\":\"r\",\"status\":\"failed\",\"error\":{\"code\":\"server_error\",\"message\":\"provider-secret, provider-secret\"}}}\n\n";
    private const string Gemini = "data: {\"error\":{\"code\":403,\"message\":\"Consumer api_key:provider-secret\",\"status\":\"PERMISSION_DENIED\"}}\r\n\r\n";
    private const string Strange = "data: {\"code\":401,\"message\":\"no such key: provider-secret\"}\n\n";

    [Theory]
    [InlineData("chat", "fast-chat", "chat", Chat)]
    [InlineData("chat", "fast-chat", "chat", Strange)]
    [InlineData("messages", "messages", "messages", Messages)]
    [InlineData("responses", "responses", "responses", Responses)]
    [InlineData("gemini", "gemini", "gemini", Gemini)]
    public async Task The_bytes_pass_but_for_the_secret(string client, string model, string provider, string error)
    {
        // What the gateway does not take for an error is one that it sees only when the stream has begun.
        var beginning = string.Concat(DialectReplies.Events(provider).Take(error == Strange ? 2 : 1));
        Provider.Enqueue(Reply.Sse(beginning + error));

        var answer = await Client.SendAsync(DialectRequests.Of(client, model, stream: true));

        Assert.StartsWith(beginning + error.Replace("provider-secret", "***", StringComparison.Ordinal), answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("provider-secret", answer.Text + World.Gateway.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("messages", "only-chat", "chat", Chat)]
    [InlineData("chat", "messages", "messages", Messages)]
    [InlineData("gemini", "only-responses", "responses", Responses)]
    [InlineData("responses", "gemini", "gemini", Gemini)]
    public async Task An_error_in_other_words_leaves_it_out_too(string client, string model, string provider, string error)
    {
        Provider.Enqueue(Reply.Sse(DialectReplies.Events(provider)[0] + error));

        var answer = await Client.SendAsync(DialectRequests.Of(client, model, stream: true));

        Assert.Contains("***", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("provider-secret", answer.Text + World.Gateway.Error, StringComparison.Ordinal);
    }
}
