using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Routing;

/// <summary>A target that a request cannot go to is skipped, and only where none is left does the request end.</summary>
[Trait("Category", "Process")]
public sealed class FilterTests(FilterSite site) : WorldTests(site), IClassFixture<FilterSite>
{
    private const string Messages = """ "messages":[{"role":"user","content":"hello"}] """;
    private const string Picture = """ "messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://x.example/a.png"}}]}] """;

    public static TheoryData<string, string> Needs => new()
    {
        { "streaming", $$""" "stream":true,{{Messages}} """ },
        { "tools", $$$""" "tools":[{"type":"function","function":{"name":"f"}}],{{{Messages}}} """ },
        { "vision", Picture },
        { "structured_output", $$""" "response_format":{"type":"json_object"},{{Messages}} """ },
        { "audio", """ "messages":[{"role":"user","content":[{"type":"input_audio","input_audio":{"data":"AAAA","format":"wav"}}]}] """ },
        { "prefill", """ "messages":[{"role":"user","content":"hello"},{"role":"assistant","content":"Once"}] """ },
    };

    [Theory]
    [MemberData(nameof(Needs))]
    public async Task What_a_request_needs_decides_who_is_asked(string capability, string members)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        await Client.ChatAsync($$"""{"model":"less",{{members}}}""");
        await Client.ChatAsync($$"""{"model":"less",{{Messages}}}""");
        Assert.Equal(["a", "b"], Provider.Requests.Select(Asked));

        var refused = await Client.ChatAsync($$"""{"model":"plain",{{members}}}""");

        ErrorAssert.IsRefusal(refused, 400, "model_capability_unsupported");
        Assert.Contains(capability, refused.Text, StringComparison.Ordinal);
        Assert.Equal(2, Provider.Requests.Count);
    }

    [Theory]
    [InlineData(10, "a")]
    [InlineData(500, "b")]
    public async Task A_request_goes_where_it_has_room(int maxTokens, string provider)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        await Client.ChatAsync(ChatRequests.Plain("narrow", maxTokens));

        Assert.Equal(provider, Asked(Assert.Single(Provider.Requests)));
    }

    [Fact]
    public async Task What_has_room_nowhere_is_refused_with_the_code_that_clients_know()
    {
        var refused = await Client.ChatAsync(ChatRequests.Plain("narrow", 5000));

        ErrorAssert.IsRefusal(refused, 400, "context_length_exceeded");
        Assert.Contains("a:small (context_length_exceeded), b:large (context_length_exceeded)", refused.Text, StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_provider_that_the_key_may_not_use_is_skipped()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var client = World.ClientWith("only-b-secret");

        var answer = await client.ChatAsync(ChatRequests.Plain("narrow", 10));
        var refused = await client.ChatAsync(ChatRequests.Plain("narrow", 3000));

        Assert.Equal((200, "b"), (answer.Status, Asked(Assert.Single(Provider.Requests))));
        Assert.Equal(
            """[{"provider":"a","provider_model":"small","reason":"provider_not_allowed"}]""",
            (await World.Admin.RecordOfAsync(answer.Headers)).GetProperty("removed_targets").GetRawText());
        ErrorAssert.IsRefusal(refused, 400, "context_length_exceeded");
        Assert.Contains("a:small (provider_not_allowed), b:large (context_length_exceeded)", refused.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_without_its_credential_is_skipped()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        Assert.Equal(200, (await Client.ChatAsync(ChatRequests.Plain("ready"))).Status);

        Assert.Equal("b", Asked(Assert.Single(Provider.Requests)));
    }

    private static string Asked(ReceivedRequest request) => request.Target.Split('/')[1];
}
