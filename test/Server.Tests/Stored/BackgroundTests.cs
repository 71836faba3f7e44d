using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Microsoft.Data.Sqlite;
using Xunit;

namespace FerroGate.Server.Tests.Stored;

/// <summary>A response in the background keeps its hold until its result is known, and is paid for once.</summary>
[Trait("Category", "Process")]
public sealed class BackgroundTests
{
    // Of the 5,000 tokens of the key it leaves too few for a second one.
    private const string Ask = """{"model":"gpt","input":"hi","background":true,"max_output_tokens":4000}""";
    private const string AskForStream = """{"stream":true,"model":"gpt","input":"hi","background":true,"max_output_tokens":4000}""";

    [Fact]
    public async Task Its_hold_stays_until_its_result_is_read_and_then_it_is_paid_for_once()
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "queued"));
        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));
        Assert.Equal((200, StoredReplies.Json("resp_1", "queued")), (asked.Status, asked.Text));
        await IsHeldAsync(world);

        world.Provider.Enqueue(StoredReplies.Of("resp_1", "in_progress"));
        Assert.Equal(200, (await Spender(world).GetAsync("/v1/responses/resp_1")).Status);
        await IsHeldAsync(world);

        // Another key of the same tenant may read it; who asked pays.
        world.Provider.Enqueue(StoredReplies.Of("resp_1")).Enqueue(StoredReplies.Of("resp_1"));
        Assert.Equal(200, (await world.ClientWith("anna-secret").GetAsync("/v1/responses/resp_1")).Status);
        Assert.Equal(200, (await Spender(world).GetAsync("/v1/responses/resp_1")).Status);

        await IsPaidOnceAsync(world, asked);
        await IsFreeAsync(world);
    }

    [Fact]
    public async Task What_is_cancelled_is_paid_for_as_the_provider_says()
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "queued"));
        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "cancelled"));

        Assert.Equal(200, (await Spender(world).SendAsync(Request.Post("/v1/responses/resp_1/cancel", ""))).Status);

        var entry = await world.Admin.EntryOfAsync(asked.Headers);
        Assert.Equal(("client_gone", 7L, 3L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
        await IsFreeAsync(world);
    }

    [Fact]
    public async Task What_the_provider_failed_to_make_costs_nothing()
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "queued"));
        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));
        world.Provider.Enqueue(Reply.Json("""{"id":"resp_1","object":"response","status":"failed","error":{"code":"server_error","message":"no"},"output":[],"usage":null}"""));

        var read = await Spender(world).GetAsync("/v1/responses/resp_1");

        var entry = await world.Admin.EntryOfAsync(asked.Headers);
        Assert.Equal(("provider_error", 0L, 0L), (entry.Ending, entry.InputTokens, entry.OutputTokens));
        Assert.Equal("finished", (await world.Admin.EntryOfAsync(read.Headers)).Ending);
        await IsFreeAsync(world);
    }

    [Fact]
    public async Task Who_deletes_it_unread_pays_for_it_all_the_same()
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "queued"));
        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));
        world.Provider.Forget();
        world.Provider.Enqueue(StoredReplies.Of("resp_1")).Enqueue(Reply.Json("""{"id":"resp_1","object":"response","deleted":true}"""));

        Assert.Equal(200, (await Spender(world).SendAsync(new Request("DELETE", "/v1/responses/resp_1"))).Status);

        Assert.Equal(["GET", "DELETE"], world.Provider.Requests.Select(request => request.Method));
        await IsPaidOnceAsync(world, asked);
    }

    [Fact]
    public async Task A_stream_that_its_client_leaves_is_paid_for_when_its_end_is_read()
    {
        await using var world = await StartAsync();
        var gate = new Gate();
        world.Provider.Enqueue(StoredReplies.Stream("resp_1").HoldAt(StoredReplies.Beginning("resp_1").Length, gate));
        var connection = await Spender(world).StartAsync(Request.Post("/v1/responses", AskForStream));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync("Hel");
        connection.Close();

        await world.Provider.Requests[^1].AbandonedAsync();
        gate.Open();
        world.Provider.Enqueue(StoredReplies.Stream("resp_1"));
        var rest = await Spender(world).GetAsync("/v1/responses/resp_1?stream=true&starting_after=2");

        Assert.Equal((200, true), (rest.Status, rest.IsComplete));
        var entry = await world.Admin.EntryOfAsync(live.Headers);
        Assert.Equal(("finished", 7L, 3L, "provider"), (entry.Ending, entry.InputTokens, entry.OutputTokens, entry.UsageSource));
    }

    [Fact]
    public async Task A_stream_that_is_heard_to_its_end_is_paid_for_then()
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(StoredReplies.Stream("resp_1"));

        var answer = await Spender(world).SendAsync(Request.Post("/v1/responses", AskForStream));

        await IsPaidOnceAsync(world, answer);
        await world.Gateway.KillAsync();
        await world.StartGatewayAsync();
        await IsFreeAsync(world);
        await IsPaidOnceAsync(world, answer);
    }

    [Fact]
    public async Task A_stream_whose_end_the_journal_takes_too_late_for_its_client_is_held_no_longer_when_it_has()
    {
        await using var world = await World.StartAsync(StoredSite.Config with { Data = "settle_timeout 200ms" });
        var gate = new Gate();
        world.Provider.Enqueue(StoredReplies.Stream("resp_1").HoldAt(StoredReplies.Beginning("resp_1").Length, gate));
        await using var connection = await Spender(world).StartAsync(Request.Post("/v1/responses", AskForStream));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync("Hel");
        var journal = Path.Combine(world.DataFolder, "journal");
        Directory.Move(journal, $"{journal}.away");
        await Testing.Patience.UntilAsync(async () => (await new Client(world.Gateway.AdminUri).GetAsync("/readyz")).Status, status => status == 503, "the journal to be missed");
        gate.Open();
        Assert.False((await live.ReadToEndAsync()).IsComplete);

        Directory.Move($"{journal}.away", journal);

        Assert.Equal("finished", (await world.Admin.EntryOfAsync(live.Headers)).Ending);
        await Testing.Patience.UntilAsync(() => Task.FromResult(OpenHolds(world)), open => open == 0, "its hold to be released");
        await IsFreeAsync(world);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_outlives_the_process(bool isKilled)
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "queued"));
        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));
        await EndAsync(world, isKilled);
        await world.StartGatewayAsync();
        await IsHeldAsync(world);
        await EndAsync(world, isKilled);
        await world.StartGatewayAsync();

        world.Provider.Enqueue(StoredReplies.Of("resp_1"));
        Assert.Equal(200, (await Spender(world).GetAsync("/v1/responses/resp_1")).Status);
        await IsPaidOnceAsync(world, asked);
        await EndAsync(world, isKilled);
        await world.StartGatewayAsync();

        await IsPaidOnceAsync(world, asked);
        await IsFreeAsync(world);
    }

    [Fact]
    public async Task It_outlives_a_graceful_upgrade()
    {
        await using var upgraded = await Upgrades.UpgradedWorld.StartAsync(StoredSite.Config);
        var world = upgraded.World;
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "queued"));
        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));
        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);
        await upgraded.OldOnesEndAsync();
        await IsHeldAsync(world);

        world.Provider.Enqueue(StoredReplies.Of("resp_1"));
        await Testing.Patience.UntilAsync(
            async () =>
            {
                world.Provider.Otherwise(_ => StoredReplies.Of("resp_1"));
                await Spender(world).GetAsync("/v1/responses/resp_1");
                return await world.Admin.BillingEventsAsync();
            },
            all => all.Any(entry => entry.ExchangeId == asked.Headers["x-ferrogate-exchange-id"]),
            "the entry");

        await IsPaidOnceAsync(world, asked);
    }

    [Fact]
    public async Task It_cannot_be_deleted_while_it_is_being_made()
    {
        await using var world = await StartAsync();
        var gate = new Gate();
        world.Provider.Enqueue(StoredReplies.Stream("resp_1").HoldAt(StoredReplies.Beginning("resp_1").Length, gate));
        var connection = await Spender(world).StartAsync(Request.Post("/v1/responses", AskForStream));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync("Hel");

        var refused = await Spender(world).SendAsync(new Request("DELETE", "/v1/responses/resp_1"));
        gate.Open();
        var rest = await live.ReadToEndAsync();

        Assert.Equal((409, "response_running"), (refused.Status, refused.ErrorCode));
        Assert.Single(world.Provider.Requests);
        await IsPaidOnceAsync(world, rest);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Who_leaves_before_it_has_a_name_pays_for_it_all_the_same(bool isStream)
    {
        await using var world = await StartAsync();
        var gate = new Gate();
        var reply = isStream ? StoredReplies.Stream("resp_1").StopAt(StoredReplies.Beginning("resp_1").Length).ThenCut() : StoredReplies.Of("resp_1", "queued");
        world.Provider.Enqueue(reply.HoldHead(gate));
        var connection = await Spender(world).StartAsync(Request.Post("/v1/responses", isStream ? AskForStream : Ask));
        await gate.ReachedAsync();
        connection.Close();
        gate.Open();

        var read = await Testing.Patience.UntilAsync(
            async () =>
            {
                world.Provider.Otherwise(_ => StoredReplies.Of("resp_1"));
                return await Spender(world).GetAsync("/v1/responses/resp_1");
            },
            answer => answer.Status == 200,
            "the response to be known");

        Assert.Equal(StoredReplies.Json("resp_1"), read.Text);
        var entries = await Testing.Patience.UntilAsync(
            async () =>
            {
                await Spender(world).GetAsync("/v1/responses/resp_1");
                return await world.Admin.BillingEventsAsync();
            },
            all => all.Any(entry => entry.InputTokens == 7),
            "the entry");
        var paid = entries.Single(entry => entry.InputTokens == 7);
        Assert.Equal(("spender", "finished", 3L, "provider"), (paid.KeyId, paid.Ending, paid.OutputTokens, paid.UsageSource));
    }

    [Fact]
    public async Task The_part_of_the_account_that_the_client_has_named_is_asked()
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(StoredReplies.Of("resp_1", "queued"));
        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask).With("openai-project", "proj_x"));
        world.Provider.Forget();
        world.Provider.Enqueue(StoredReplies.Of("resp_1")).Enqueue(Reply.Json("{}"));

        await Spender(world).SendAsync(new Request("DELETE", "/v1/responses/resp_1").With("openai-project", "proj_x"));

        Assert.Equal(["proj_x", "proj_x"], world.Provider.Requests.Select(request => request.Headers["openai-project"]));
        await IsPaidOnceAsync(world, asked);
    }

    [Fact]
    public async Task A_key_that_has_spent_its_budget_can_still_read_and_stop_it()
    {
        await using var world = await StartAsync();
        world.Provider.Enqueue(Reply.Json(StoredReplies.Json("resp_1").Replace("\"output_tokens\":3", "\"output_tokens\":9000", StringComparison.Ordinal)));
        Assert.Equal(200, (await Spender(world).SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"hi"}"""))).Status);
        world.Provider.Enqueue(StoredReplies.Of("resp_1")).Enqueue(StoredReplies.Of("resp_1", "cancelled"));

        Assert.Equal(429, (await Spender(world).SendAsync(Request.Post("/v1/responses", Ask))).Status);
        Assert.Equal(200, (await Spender(world).GetAsync("/v1/responses/resp_1")).Status);
        Assert.Equal(200, (await Spender(world).SendAsync(Request.Post("/v1/responses/resp_1/cancel", ""))).Status);
    }

    [Fact]
    public async Task Nobody_makes_it_who_does_not_speak_the_protocol()
    {
        await using var world = await StartAsync();

        var answer = await Spender(world).SendAsync(Request.Post("/v1/responses", """{"model":"claude","input":"hi","background":true}"""));

        Assert.Equal((400, "stored_response_unsupported"), (answer.Status, answer.ErrorCode));
        Assert.Empty(world.Provider.Requests);
    }

    [Fact]
    public async Task One_that_was_sent_and_lost_may_come_to_all_that_it_was_allowed_before_it_is_asked_for_again()
    {
        await using var world = await World.StartAsync(StoredSite.Config with { Reliability = "provider_dispatch_max_retries 1" });
        world.Provider.Otherwise(_ => Reply.Dead());

        var asked = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));

        Assert.Equal((502, "1"), (asked.Status, asked.Headers["x-ferrogate-attempts"]));
        Assert.Single(world.Provider.Requests);
        Assert.Equal(4000, (await world.Admin.EntryOfAsync(asked.Headers)).OutputTokens);
    }

    private static long OpenHolds(World world)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(world.DataFolder, "state.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM background_hold WHERE is_released = 0";
        return (long)command.ExecuteScalar()!;
    }

    private static Task<World> StartAsync() => World.StartAsync(StoredSite.Config);

    private static Client Spender(World world) => world.ClientWith("spender-secret");

    private static Task EndAsync(World world, bool isKilled) => isKilled ? world.Gateway.KillAsync() : world.Gateway.TerminateAsync();

    private static async Task IsHeldAsync(World world)
    {
        var answer = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));

        Assert.Equal((429, "budget_held"), (answer.Status, answer.ErrorCode));
    }

    private static async Task IsFreeAsync(World world)
    {
        world.Provider.Enqueue(StoredReplies.Of("resp_free"));
        var answer = await Spender(world).SendAsync(Request.Post("/v1/responses", Ask));

        Assert.Equal(200, answer.Status);
    }

    private static async Task IsPaidOnceAsync(World world, Answer asked)
    {
        var entry = await world.Admin.EntryOfAsync(asked.Headers);

        Assert.Equal(
            ("spender", "gpt", "o", "gpt-x", "finished", 7L, 3L, "provider"),
            (entry.KeyId, entry.Model, entry.Provider, entry.ProviderModel, entry.Ending, entry.InputTokens, entry.OutputTokens, entry.UsageSource));
    }
}
