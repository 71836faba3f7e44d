using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Routing;

/// <summary>Which of a model's targets a request goes to.</summary>
[Trait("Category", "Process")]
public sealed class StrategyTests(RoutingSite site) : WorldTests(site), IClassFixture<RoutingSite>
{
    [Theory]
    [InlineData("in-order", "a b c")]
    [InlineData("last", "b a")]
    public async Task Targets_are_asked_by_priority_until_one_answers(string model, string order)
    {
        Provider.Otherwise(_ => Reply.Error(500, "Down"));

        await Client.ChatAsync(ChatRequests.Plain(model));

        Assert.Equal(order, string.Join(' ', Provider.Requests.Select(Asked)));
    }

    [Fact]
    public async Task Who_answers_is_paid_at_its_own_price_and_written_down()
    {
        Provider.Otherwise(request => Asked(request) == "a" ? Reply.Error(503, "Down") : ChatReplies.Plain(prompt: 11, completion: 7));

        var answer = await Client.ChatAsync(ChatRequests.Plain("in-order"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["one", "two"], Provider.Requests.Select(request => request.Json.GetProperty("model").GetString()));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("in-order", "b", "two", 25_000_000L), (entry.Model, entry.Provider, entry.ProviderModel, entry.CostNanoUsd));
    }

    [Fact]
    public async Task Without_a_price_of_its_own_a_fallback_has_none()
    {
        Provider.Otherwise(request => Asked(request) == "c" ? ChatReplies.Plain() : Reply.Error(503, "Down"));

        var answer = await Client.ChatAsync(ChatRequests.Plain("in-order"));

        Assert.Equal(("c", null), (await World.Admin.EntryOfAsync(answer.Headers)) is var entry ? (entry.Provider, entry.CostNanoUsd) : default);
    }

    [Fact]
    public async Task Weighted_targets_share_the_requests()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        for (var i = 0; i < 60; i++)
            await Client.ChatAsync(ChatRequests.Plain("shared"));

        Assert.Equal(["a", "b"], Provider.Requests.Select(Asked).Distinct().Order());
    }

    [Theory]
    [InlineData(1, "a")]
    [InlineData(4000, "b")]
    public async Task The_cheapest_depends_on_how_much_may_be_answered(int maxTokens, string provider)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        await Client.ChatAsync(ChatRequests.Plain("cheap", maxTokens));

        Assert.Equal(provider, Asked(Assert.Single(Provider.Requests)));
    }

    [Fact]
    public async Task Who_is_busy_is_spared_and_a_reload_does_not_forget_it()
    {
        var gate = new Gate();
        Provider.Enqueue(ChatReplies.Stream().HoldHead(gate)).Enqueue(ChatReplies.Plain()).Enqueue(ChatReplies.Plain()).Enqueue(ChatReplies.Plain());
        await using var busy = await Client.StartAsync(Request.Chat(ChatRequests.Streamed("idle")));
        await gate.ReachedAsync();

        await Client.ChatAsync(ChatRequests.Plain("idle"));
        await World.ReloadAsync(RoutingSite.Config with { Site = "respond /new new" });
        Assert.Equal("new", (await Client.GetAsync("/new")).Text);
        await Client.ChatAsync(ChatRequests.Plain("idle"));
        gate.Open();
        Assert.True((await (await busy.ReceiveAsync()).ReadToEndAsync()).IsComplete);
        await World.ReloadAsync(RoutingSite.Config);
        await Testing.Patience.UntilAsync(
            async () =>
            {
                Provider.Enqueue(ChatReplies.Plain());
                await Client.ChatAsync(ChatRequests.Plain("idle"));
                return Asked(Provider.Requests[^1]);
            },
            provider => provider == "a",
            "the first to be free again");

        Assert.Equal(["a", "b", "b"], Provider.Requests.Take(3).Select(Asked));
    }

    [Fact]
    public async Task The_faster_of_two_is_asked_once_both_are_known()
    {
        var gate = new Gate();
        Provider.Enqueue(ChatReplies.Plain().HoldHead(gate));
        Provider.Otherwise(_ => ChatReplies.Plain());
        await using var slow = await Client.StartAsync(Request.Chat(ChatRequests.Plain("fast")));
        await gate.ReachedAsync();
        await Client.ChatAsync(ChatRequests.Plain("fast"));
        gate.Open();
        Assert.Equal(200, (await (await slow.ReceiveAsync()).ReadToEndAsync()).Status);

        for (var i = 0; i < 5; i++)
            await Client.ChatAsync(ChatRequests.Plain("fast"));

        var asked = Provider.Requests.Select(Asked).ToList();
        Assert.NotEqual(asked[0], asked[1]);
        Assert.All(asked.Skip(2), provider => Assert.Equal(asked[1], provider));
    }

    private static string Asked(ReceivedRequest request) => request.Target.Split('/')[1];
}
