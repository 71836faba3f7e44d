using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Policies;

/// <summary>What policies do with requests, and what is written down of it.</summary>
[Trait("Category", "Process")]
public sealed class PolicyTests(PolicySite site) : WorldTests(site), IClassFixture<PolicySite>
{
    private const string Messages = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private const string Tools = "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    [InlineData("gemini")]
    public async Task A_denied_request_is_refused_in_the_words_of_its_protocol_and_the_error_names_the_policy(string dialect)
    {
        var refused = await World.ClientWith("trial-secret").SendAsync(DialectRequests.Of(dialect, "forbidden"));

        Assert.Equal((403, "policy_denied"), (refused.Status, refused.ErrorCode));
        Assert.Contains("Ask your team. (Refused by the policy 'no-trial'.)", refused.Error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_model_is_denied_by_each_of_its_names_and_to_nobody_else()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        ErrorAssert.IsRefusal(await World.ClientWith("trial-secret").ChatAsync(ChatRequests.Plain("taboo")), 403, "policy_denied");
        Assert.Equal(200, (await Client.ChatAsync(ChatRequests.Plain("taboo"))).Status);
    }

    [Fact]
    public async Task A_denied_target_is_skipped_and_written_down()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var answer = await World.ClientWith("skips-secret").ChatAsync(ChatRequests.Plain("pair"));

        Assert.Equal((200, "b"), (answer.Status, Asked(Assert.Single(Provider.Requests))));
        Assert.Equal(
            """[{"provider":"a","provider_model":"one","reason":"not_at_a"}]""",
            (await World.Admin.RecordOfAsync(answer.Headers)).GetProperty("removed_targets").GetRawText());
    }

    [Fact]
    public async Task A_target_that_is_allowed_before_all_are_denied_answers()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var client = World.ClientWith("exempt-secret");

        var answer = await client.ChatAsync(ChatRequests.Plain("pair"));
        var refused = await client.ChatAsync(ChatRequests.Plain("followed"));

        Assert.Equal((200, "b"), (answer.Status, Asked(Assert.Single(Provider.Requests))));
        Assert.Equal(
            """[{"provider":"a","provider_model":"one","reason":"policy_denied"}]""",
            (await World.Admin.RecordOfAsync(answer.Headers)).GetProperty("removed_targets").GetRawText());
        ErrorAssert.IsRefusal(refused, 403, "policy_denied");
    }

    [Fact]
    public async Task No_model_follows_one_that_is_denied_as_such()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        ErrorAssert.IsRefusal(await World.ClientWith("trial-secret").ChatAsync(ChatRequests.Plain("forbidden")), 403, "policy_denied");
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task Where_every_target_is_denied_the_refusal_is_of_the_first_policy_and_names_them_all()
    {
        var refused = await World.ClientWith("closed-secret").ChatAsync(ChatRequests.Plain("pair"));

        ErrorAssert.IsRefusal(refused, 403, "not_at_a");
        Assert.Contains("'not-at-a'", refused.Text, StringComparison.Ordinal);
        Assert.Contains("a:one (not_at_a), b:two (no_two)", refused.Text, StringComparison.Ordinal);
        Assert.Empty(Provider.Requests);
    }

    [Fact]
    public async Task A_model_that_follows_is_judged_by_its_own_name()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var refused = await World.ClientWith("followed-secret").ChatAsync(ChatRequests.Plain("followed"));
        var answer = await World.ClientWith("skips-secret").ChatAsync(ChatRequests.Plain("followed"));

        ErrorAssert.IsRefusal(refused, 403, "not_at_one");
        Assert.Equal((200, "b"), (answer.Status, Asked(Assert.Single(Provider.Requests))));
    }

    [Fact]
    public async Task A_policy_on_trial_changes_nothing_and_the_record_says_what_it_would_have_done()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var answer = await World.ClientWith("shadowed-secret").ChatAsync(ChatRequests.Plain("pair"));

        Assert.Equal((200, "a"), (answer.Status, Asked(Assert.Single(Provider.Requests))));
        var record = await World.Admin.RecordOfAsync(answer.Headers);
        Assert.Equal(
            """[{"policy":"trial-of-a","code":"trial_a","outcome":"skipped","model":"pair","targets":["a:one"]},{"policy":"trial-of-all","code":"policy_denied","outcome":"refused","model":"pair","targets":["a:one","b:two"]}]""",
            record.GetProperty("policy_shadows").GetRawText());
        Assert.Equal("[]", record.GetProperty("removed_targets").GetRawText());
    }

    [Fact]
    public async Task The_first_policy_that_is_for_a_request_decides()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        ErrorAssert.IsRefusal(await World.ClientWith("ordered-secret").ChatAsync(ChatRequests.Plain("pair")), 403, "policy_denied");
        Assert.Equal(200, (await World.ClientWith("boss-secret").ChatAsync(ChatRequests.Plain("pair"))).Status);
    }

    public static TheoryData<string, string, bool> Properties => new()
    {
        { "streams", $"\"stream\":true,{Messages}", true },
        { "streams", Messages, false },
        { "plain", Messages, true },
        { "tools", $"{Tools},{Messages}", true },
        { "tools", $"\"tools\":[],{Messages}", false },
        { "no-tools", Messages, true },
        { "no-tools", $"{Tools},{Messages}", false },
        { "long", $"\"max_tokens\":41,{Messages}", true },
        { "long", $"\"max_tokens\":40,{Messages}", false },
        { "long", $"\"max_tokens\":21,\"n\":2,{Messages}", true },
        { "long", Messages, true },
        { "chat", Messages, true },
        { "gemini", Messages, false },
        { "here", Messages, true },
        { "elsewhere", Messages, false },
        { "batch", $"\"metadata\":{{\"owner\":\"x\",\"purpose\":\"batch-7\"}},{Messages}", true },
        { "batch", $"\"metadata\":{{\"purpose\":\"batch-7\"}},{Messages}", false },
        { "batch", $"\"metadata\":{{\"owner\":\"x\",\"purpose\":\"chat\"}},{Messages}", false },
        { "batch", Messages, false },
        { "always", Messages, true },
    };

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task What_a_request_is_like_can_be_denied(string policy, string members, bool isDenied)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());

        var answer = await World.ClientWith("properties-secret").ChatAsync($$"""{"model":"p-{{policy}}",{{members}}}""");

        Assert.Equal(isDenied ? (403, 0) : (200, 1), (answer.Status, Provider.Requests.Count));
        Assert.Equal(isDenied, answer.Text.Contains($"'{policy}'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("trial-secret", false)]
    [InlineData("skips-secret", true)]
    [InlineData("boss-secret", true)]
    [InlineData("ordered-secret", false)]
    public async Task Models_that_a_key_can_never_use_are_not_shown_to_it(string key, bool isShown)
    {
        var client = World.ClientWith(key);

        var names = (await client.GetAsync("/v1/models")).Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()).ToList();

        Assert.Equal((isShown, isShown), (names.Contains("forbidden"), names.Contains("taboo")));
        Assert.Equal(key != "ordered-secret", names.Contains("pair"));
        Assert.Equal(isShown ? 200 : 404, (await client.GetAsync("/v1/models/taboo")).Status);
    }

    private static string Asked(ReceivedRequest request) => request.Target.Split('/')[1];
}
