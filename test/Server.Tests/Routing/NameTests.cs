using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Routing;

/// <summary>Further names of a model, and models that stand in for others.</summary>
[Trait("Category", "Process")]
public sealed class NameTests(FilterSite site) : WorldTests(site), IClassFixture<FilterSite>
{
    [Fact]
    public async Task An_alias_is_another_name_and_the_ledger_names_the_model()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var answer = await Client.ChatAsync(ChatRequests.Plain("skilled"));

        Assert.Equal(200, answer.Status);
        Assert.Equal("able", (await World.Admin.EntryOfAsync(answer.Headers)).Model);
    }

    [Fact]
    public async Task Aliases_are_listed_behind_their_model_and_shown_alone()
    {
        var names = (await Client.GetAsync("/v1/models")).Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ToList();

        Assert.Equal(["able", "capable", "skilled"], names.SkipWhile(name => name != "able").Take(3));
        Assert.Equal("capable", (await Client.GetAsync("/v1/models/capable")).Json.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("nowhere")]
    [InlineData("hidden")]
    public async Task The_default_model_answers_for_one_that_there_is_not(string name)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var answer = await Client.ChatAsync(ChatRequests.Plain(name));

        Assert.Equal(200, answer.Status);
        Assert.Equal("plain", Assert.Single(Provider.Requests).Json.GetProperty("model").GetString());
        Assert.Equal("plain", (await World.Admin.EntryOfAsync(answer.Headers)).Model);
        Assert.Equal(404, (await Client.GetAsync($"/v1/models/{name}")).Status);
    }

    [Fact]
    public async Task Who_may_not_use_the_default_model_is_told_that_there_is_no_such_model() =>
        ErrorAssert.IsRefusal(await World.ClientWith("no-default-secret").ChatAsync(ChatRequests.Plain("nowhere")), 404, "model_not_found");

    [Fact]
    public async Task When_a_model_fails_the_models_after_it_answer_at_their_own_price()
    {
        Provider.Otherwise(request => Asked(request) == "a" ? Reply.Error(503, "Down") : ChatReplies.Plain(prompt: 11, completion: 7));

        var answer = await Client.ChatAsync(ChatRequests.Plain("following"));

        Assert.Equal(200, answer.Status);
        Assert.Equal(["one", "denied", "plain"], Provider.Requests.Select(request => request.Json.GetProperty("model").GetString()));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal(("following", "b", "plain", 18_000_000L), (entry.Model, entry.Provider, entry.ProviderModel, entry.CostNanoUsd));
    }

    [Fact]
    public async Task When_none_of_a_models_own_targets_is_left_those_after_it_are_asked_if_the_key_may_use_them()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        Assert.Equal(200, (await World.ClientWith("only-b-secret").ChatAsync(ChatRequests.Plain("following"))).Status);

        Assert.Equal("plain", Assert.Single(Provider.Requests).Json.GetProperty("model").GetString());
    }

    [Theory]
    [InlineData("star-light", "a", "light", "star-*")]
    [InlineData("star-a/b:free", "a", "a/b:free", "star-*")]
    [InlineData("star-bright-er", "b", "x-er-y", "star-bright-*")]
    [InlineData("star-one", "b", "exact", "star-one")]
    [InlineData("star-", "b", "plain", "plain")]
    [InlineData("star-..", "b", "plain", "plain")]
    [InlineData("star-a?b", "b", "plain", "plain")]
    public async Task The_longest_pattern_that_fits_leads_on_and_the_ledger_names_the_pattern(string name, string provider, string providerModel, string model)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var answer = await Client.ChatAsync(ChatRequests.Plain(name));

        Assert.Equal(200, answer.Status);
        var asked = Assert.Single(Provider.Requests);
        Assert.Equal((provider, providerModel), (Asked(asked), asked.Json.GetProperty("model").GetString()));
        var entry = await World.Admin.EntryOfAsync(answer.Headers);
        Assert.Equal((model, providerModel), (entry.Model, entry.ProviderModel));
    }

    [Fact]
    public async Task Patterns_are_not_listed_and_keys_are_ruled_by_them()
    {
        var names = (await Client.GetAsync("/v1/models")).Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ToList();

        Assert.DoesNotContain(names, name => name!.Contains('*', StringComparison.Ordinal));
        Assert.Equal("star-light", (await Client.GetAsync("/v1/models/star-light")).Json.GetProperty("id").GetString());
        ErrorAssert.IsRefusal(await World.ClientWith("no-default-secret").ChatAsync(ChatRequests.Plain("star-bright-er")), 403, "model_not_allowed");
    }

    private static string Asked(ReceivedRequest request) => request.Target.Split('/')[1];

    [Theory]
    [InlineData("star-light", 200)]
    [InlineData("star-large-secret", 403)]
    [InlineData("star-far", 403)]
    [InlineData("plain", 403)]
    [InlineData("star-one", 403)]
    public async Task A_key_names_models_and_providers_with_stars(string name, int status)
    {
        // What star-one leads to is at the other provider.
        Provider.Otherwise(_ => ChatReplies.Plain());

        Assert.Equal(status, (await World.ClientWith("some-stars-secret").ChatAsync(ChatRequests.Plain(name))).Status);
    }
}
