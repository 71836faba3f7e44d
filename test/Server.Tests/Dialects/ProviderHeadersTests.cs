using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A provider is asked with the headers that its config gives it.</summary>
[Trait("Category", "Process")]
public sealed class ProviderHeadersTests
{
    [Fact]
    public async Task They_are_in_each_request_and_count_more_than_those_of_a_client()
    {
        await using var world = await World.StartAsync(new GatewayConfigText
        {
            Provider = "header X-Title \"My app\"\nheader OpenAI-Organization org-ours",
        });
        world.Provider.Otherwise(_ => DialectReplies.Plain("chat"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "fast-chat").With("openai-organization", "org-theirs").With("x-title", "Theirs"));

        Assert.Equal(200, answer.Status);
        var seen = Assert.Single(world.Provider.Requests).Headers;
        Assert.Equal(("My app", "org-ours"), (seen["x-title"], seen["openai-organization"]));
    }
}
