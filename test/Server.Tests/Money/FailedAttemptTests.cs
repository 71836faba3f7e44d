using FerroGate.Server.Tests.Dialects;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Money;

/// <summary>What an attempt has cost that failed is settled at the price of its own target, beside the answer.</summary>
[Trait("Category", "Process")]
public sealed class FailedAttemptTests(MoneySite site) : WorldTests(site), IClassFixture<MoneySite>
{
    // At $1 and $2 a million; the second target's answer is 7 and 3 tokens at $10 and $20.
    private const long Answered = 7 * 10_000 + 3 * 20_000;

    [Theory]
    [InlineData("messages", "error behind the beginning", 7, 1, 9_000, "provider_error")]
    [InlineData("messages", "cut behind the beginning", 7, 1, 9_000, "upstream_cut")]
    [InlineData("messages", "malformed behind the beginning", 7, 1, 9_000, "upstream_cut")]
    [InlineData("chat", "cut behind the usage", 50, 4, 58_000, "upstream_cut")]
    [InlineData("chat", "error with usage", 50, 4, 58_000, "provider_error")]
    public async Task What_a_failed_attempt_has_reported_is_settled_at_its_own_price(
        string dialect, string fault, long input, long output, long cost, string ending)
    {
        var isStream = fault != "error with usage";
        Provider.Enqueue(Failing(fault)).Enqueue(isStream ? DialectReplies.Stream(dialect) : DialectReplies.Plain(dialect));

        var answer = await Client.SendAsync(DialectRequests.Of(dialect, dialect, isStream));

        Assert.Equal((200, "2"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
        var entries = await World.Admin.EntriesOfAsync(answer.Headers);
        Assert.Equal([null, 1], entries.Select(entry => entry.FailedAttempt));
        Assert.Equal(("m2", "finished", "provider", 7L, 3L, Answered), Of(entries[0]));
        Assert.Equal(("m1", ending, "provider", input, output, cost), Of(entries[1]));
        Assert.Equal((200, null), (entries[0].Status, entries[1].Status));
    }

    [Theory]
    [InlineData("reset")]
    [InlineData("truncated")]
    public async Task What_was_sent_and_lost_is_estimated_from_the_prompt(string fault)
    {
        Provider.Enqueue(Failing(fault)).Enqueue(DialectReplies.Plain("chat"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "chat"));

        var entries = await World.Admin.EntriesOfAsync(answer.Headers);
        Assert.Equal([null, 1], entries.Select(entry => entry.FailedAttempt));
        Assert.Equal(("m2", "finished", "provider", 7L, 3L, Answered), Of(entries[0]));
        Assert.Equal(("m1", "estimated", 0L, entries[1].InputTokens * 1_000), (entries[1].ProviderModel, entries[1].UsageSource, entries[1].OutputTokens, entries[1].CostNanoUsd));
        Assert.True(entries[1].InputTokens > 0, entries[1].ToString());
    }

    [Theory]
    [InlineData("500", false)]
    [InlineData("429", false)]
    [InlineData("error as the first event", true)]
    public async Task What_a_provider_has_refused_costs_nothing(string fault, bool isStream)
    {
        Provider.Enqueue(Failing(fault)).Enqueue(isStream ? DialectReplies.Stream("chat") : DialectReplies.Plain("chat"));

        var answer = await Client.SendAsync(DialectRequests.Of("chat", "chat", isStream));

        Assert.Equal(("m2", "finished", "provider", 7L, 3L, Answered), Of(Assert.Single(await World.Admin.EntriesOfAsync(answer.Headers))));
    }

    [Fact]
    public async Task What_was_not_sent_in_full_costs_nothing()
    {
        // Far more than sockets hold, so that the provider resets the connection in the middle of it.
        var request = ChatRequests.Plain("chat").Replace("\"messages\":[", $"\"messages\":[{{\"role\":\"system\",\"content\":\"{new string('x', 24 << 20)}\"}},", StringComparison.Ordinal);
        Provider.Enqueue(Reply.Dead().WithoutReadingBody()).Enqueue(DialectReplies.Plain("chat"));

        var answer = await Client.ChatAsync(request);

        Assert.Equal((200, "2"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
        Assert.Equal(("m2", "finished", "provider", 7L, 3L, Answered), Of(Assert.Single(await World.Admin.EntriesOfAsync(answer.Headers))));
    }

    [Fact]
    public async Task Where_all_fail_each_is_settled_once_and_the_exchange_accounts_for_what_the_caller_is_told()
    {
        Provider.Enqueue(Failing("cut behind the beginning")).Enqueue(Failing("error behind the beginning"));

        var answer = await Client.SendAsync(DialectRequests.Of("messages", "messages", stream: true));

        var entries = await World.Admin.EntriesOfAsync(answer.Headers);
        Assert.Equal([null, 2], entries.Select(entry => entry.FailedAttempt));
        Assert.Equal(("m1", "upstream_cut", "provider", 7L, 1L, 9_000L), Of(entries[0]));
        Assert.Equal(("m2", "provider_error", "provider", 7L, 1L, 90_000L), Of(entries[1]));
    }

    [Fact]
    public async Task The_record_says_of_each_attempt_when_it_was_and_what_it_has_used()
    {
        Provider.Enqueue(Failing("500")).Enqueue(DialectReplies.Plain("chat"));
        var refused = await World.Admin.RecordOfAsync((await Client.SendAsync(DialectRequests.Of("chat", "chat"))).Headers);
        Provider.Enqueue(Failing("cut behind the beginning")).Enqueue(DialectReplies.Stream("messages"));
        var cut = await World.Admin.RecordOfAsync((await Client.SendAsync(DialectRequests.Of("messages", "messages", stream: true))).Headers);

        Assert.False(refused.GetProperty("attempt_list")[0].TryGetProperty("usage", out var none) && none.ValueKind != System.Text.Json.JsonValueKind.Null);
        var (first, second) = (cut.GetProperty("attempt_list")[0], cut.GetProperty("attempt_list")[1]);
        Assert.Equal("""{"input_tokens":7,"output_tokens":1,"source":"provider"}""", first.GetProperty("usage").GetRawText());
        Assert.Equal("""{"input_tokens":7,"output_tokens":3,"source":"provider"}""", second.GetProperty("usage").GetRawText());
        Assert.Equal(3, cut.GetProperty("usage").GetProperty("output_tokens").GetInt64());
        Assert.InRange(first.GetProperty("first_byte_ms").GetDouble(), 0, first.GetProperty("duration_ms").GetDouble());
        Assert.True(
            second.GetProperty("started_ms").GetDouble() >= first.GetProperty("started_ms").GetDouble() + first.GetProperty("duration_ms").GetDouble(), cut.GetRawText());
    }

    [Fact]
    public async Task Nobody_else_is_asked_where_the_budget_has_no_room_for_another_attempt()
    {
        var client = World.ClientWith("spender-secret");
        Provider.Otherwise(_ => Reply.Sse(DialectReplies.Events("messages")[0].Replace("\"input_tokens\":7", "\"input_tokens\":1500", StringComparison.Ordinal)).ThenCut());

        var answer = await client.SendAsync(Messages(maxTokens: 1000));

        Assert.Equal((502, "1"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
        Assert.Equal("third", Assert.Single(Provider.Requests).Target.Split('/')[1]);
        var entry = Assert.Single(await World.Admin.EntriesOfAsync(answer.Headers));
        Assert.Equal((1500L, 1L, "upstream_cut"), (entry.InputTokens, entry.OutputTokens, entry.Ending));

        // What was not used is free again, and what was used is spent.
        ErrorAssert.IsRefusal(await client.ChatAsync(ChatRequests.Plain("chat", maxTokens: 500)), 429, "token_budget_exceeded");
        Provider.Otherwise(_ => DialectReplies.Plain("chat"));
        Assert.Equal(200, (await client.ChatAsync(ChatRequests.Plain("chat", maxTokens: 250))).Status);
    }

    [Fact]
    public async Task Another_is_asked_where_the_budget_has_room_for_what_failed_and_one_more_attempt()
    {
        Provider.Enqueue(Failing("cut behind the beginning")).Enqueue(DialectReplies.Stream("messages"));

        var answer = await World.ClientWith("miser-secret").SendAsync(Messages(maxTokens: 1500));

        Assert.Equal((200, "2"), (answer.Status, answer.Headers["x-ferrogate-attempts"]));
    }

    [Fact]
    public async Task What_had_failed_before_a_kill_is_settled_as_it_was_and_is_still_spent()
    {
        await using var world = await World.StartAsync(MoneySite.Config);
        var gate = new Gate();
        world.Provider.Enqueue(Failing("cut behind the beginning")).Enqueue(DialectReplies.Stream("messages").HoldHead(gate));
        await using var open = await world.ClientWith("spender-secret").StartAsync(Messages(maxTokens: 100));
        await gate.ReachedAsync();

        await world.Gateway.KillAsync();
        await world.StartGatewayAsync();

        var entries = (await world.Admin.WaitForBillingEventsAsync(all => all.Count >= 2, "both entries")).OrderBy(entry => entry.FailedAttempt ?? 0).ToList();
        Assert.Equal([null, 1], entries.Select(entry => entry.FailedAttempt));
        Assert.Equal(("crashed", (long?)null), (entries[0].Ending, entries[0].OutputTokens));
        Assert.Equal(("m1", "upstream_cut", "provider", 7L, 1L, 9_000L), Of(entries[1]));
        Assert.Equal(entries[0].ExchangeId, entries[1].ExchangeId);
    }

    private static (string?, string, string, long?, long?, long?) Of(BillingEvent entry) =>
        (entry.ProviderModel, entry.Ending, entry.UsageSource, entry.InputTokens, entry.OutputTokens, entry.CostNanoUsd);

    private static Request Messages(int maxTokens) =>
        Request.Post("/v1/messages", $$"""{"model":"messages","max_tokens":{{maxTokens}},"stream":true,"messages":[{"role":"user","content":"Hi"}]}""");

    private static Reply Failing(string fault) => fault switch
    {
        "error behind the beginning" => Reply.Sse(DialectReplies.Events("messages")[0] + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"busy\"}}\n\n"),
        "cut behind the beginning" => Reply.Sse(DialectReplies.Events("messages")[0]).ThenCut(),
        "malformed behind the beginning" => Reply.Sse(DialectReplies.Events("messages")[0] + "data: {\"a\":\n\n"),
        "cut behind the usage" => Reply.Sse(DialectReplies.Events("chat")[0] + ChatReplies.UsageEvent(50, 4)).ThenCut(),
        "error with usage" => Reply.Json("""{"error":{"message":"It failed","type":"server_error","code":"server_error"},"usage":{"prompt_tokens":50,"completion_tokens":4,"total_tokens":54}}""", 500),
        "reset" => Reply.Dead(),
        "truncated" => DialectReplies.Plain("chat").StopAt(20).ThenCut(),
        "500" => Reply.Error(500, "It failed", "server_error"),
        "429" => DialectReplies.Error("chat", 429),
        "error as the first event" => Reply.Sse("data: {\"error\":{\"message\":\"busy\",\"type\":\"overloaded_error\",\"code\":\"overloaded\"}}\n\n"),
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "There is no such fault."),
    };
}
