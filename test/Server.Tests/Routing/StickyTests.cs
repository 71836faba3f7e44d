using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Routing;

/// <summary>Requests that belong together go to the same target.</summary>
[Trait("Category", "Process")]
public sealed class StickyTests(RoutingSite site) : WorldTests(site), IClassFixture<RoutingSite>
{
    private const int Many = 40;

    [Fact]
    public async Task A_session_stays_where_it_is_and_sessions_spread()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        for (var i = 0; i < Many; i++)
        {
            Provider.Forget();
            Provider.Otherwise(_ => ChatReplies.Plain());
            for (var turn = 0; turn < 3; turn++)
                await Client.SendAsync(Request.Chat(ChatRequests.Plain("by-session")).With("x-session", $"session-{i}"));
            Assert.Single(Provider.Requests.Select(Asked).Distinct());
        }

        Provider.Forget();
        Provider.Otherwise(_ => ChatReplies.Plain());
        for (var i = 0; i < Many; i++)
            await Client.SendAsync(Request.Chat(ChatRequests.Plain("by-session")).With("x-session", $"session-{i}"));
        Assert.Equal(3, Provider.Requests.Select(Asked).Distinct().Count());
    }

    [Fact]
    public async Task Without_the_header_the_strategy_chooses()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        for (var i = 0; i < Many; i++)
            await Client.ChatAsync(ChatRequests.Plain("by-session"));

        Assert.NotEqual(1, Provider.Requests.Select(Asked).Distinct().Count());
    }

    [Fact]
    public async Task A_key_stays_where_it_is()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        for (var i = 0; i < 10; i++)
            await Client.ChatAsync(ChatRequests.Plain("by-key"));

        Assert.Single(Provider.Requests.Select(Asked).Distinct());
    }

    [Fact]
    public async Task The_turns_of_a_conversation_stay_together_and_move_together_when_their_target_fails()
    {
        const string First = """{"role":"system","content":"be kind"},{"role":"user","content":"hello"}""";
        string[] turns = [First, $$"""{{First}},{"role":"assistant","content":"hi"},{"role":"user","content":"more"}""", First];
        Provider.Otherwise(_ => ChatReplies.Plain());
        foreach (var turn in turns)
            await Client.ChatAsync($$"""{"model":"by-prefix","messages":[{{turn}}]}""");
        var home = Assert.Single(Provider.Requests.Select(Asked).Distinct());

        Provider.Forget();
        Provider.Otherwise(request => Asked(request) == home ? Reply.Error(500, "Down") : ChatReplies.Plain());
        foreach (var turn in turns)
            Assert.Equal(200, (await Client.ChatAsync($$"""{"model":"by-prefix","messages":[{{turn}}]}""")).Status);
        Assert.Equal(2, Provider.Requests.Select(Asked).Distinct().Count());
    }

    private static string Asked(ReceivedRequest request) => request.Target.Split('/')[1];
}
