using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.RegularExpressions;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Postgres;
using Xunit;

namespace FerroGate.Server.Tests.Fleet;

/// <summary>Gateways that share a PostgreSQL, which may be away whenever it likes.</summary>
[Trait("Category", "Process")]
public sealed partial class PostgresTests
{
    private const string Variable = "FERROGATE_POSTGRES";

    private static GatewayConfigText Config => new() { Data = $"postgres {{env.{Variable}}}\nbilling_event_retention_records 1000000" };

    [Fact]
    public async Task Requests_go_on_while_it_is_stopped_and_afterwards_each_has_exactly_one_entry_there()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var postgres = await PostgresServer.StartNewAsync();
        var connection = await postgres.NewDatabaseAsync();
        await using var world = await World.StartAsync(Config, KeyValuePair.Create(Variable, connection));
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        var answered = new ConcurrentBag<string>();
        using var stop = new CancellationTokenSource();
        var clients = Enumerable.Range(0, 8).Select(_ => AskAsync(world, answered, stop.Token)).ToList();

        await MoreAsync(answered, 200);
        await postgres.StopAsync();
        await MoreAsync(answered, 600);
        var away = await StatusAsync(world, status => status.GetProperty("state").GetString() == "away");
        Assert.StartsWith("127.0.0.1:", away.GetProperty("place").GetString(), StringComparison.Ordinal);
        Assert.True((await world.Admin.ListAsync("billing-events", limit: 1)).GetProperty("stale").GetBoolean());
        Assert.True((await world.Admin.ListAsync("request-logs", limit: 1)).GetProperty("stale").GetBoolean());
        Assert.True((await world.Admin.ListAsync("usage-aggregates", limit: 1)).GetProperty("stale").GetBoolean());
        await StatusAsync(world, status => status.GetProperty("waiting_entries").GetInt64() >= 100);
        await Patience.UntilAsync(
            async () => (await world.Admin.GetAsync("/metrics")).Text, text => Unreachable().IsMatch(text) && WaitingEntries().IsMatch(text), "the metrics to say that it is away");

        await postgres.StartAsync();
        await MoreAsync(answered, 200);
        await stop.CancelAsync();
        await Task.WhenAll(clients);
        await StatusAsync(world, status => status.GetProperty("state").GetString() == "reachable");
        var list = await world.Admin.WaitForBillingEventsAsync(all => all.Count >= answered.Count, "every entry");

        Assert.Equal(answered.Order(), (await PostgresServer.ColumnAsync(connection, "SELECT exchange_id FROM entry")).Order());
        Assert.Equal(answered.Order(), list.Select(entry => entry.ExchangeId).Order());
        Assert.Equal([$"{answered.Count}"], await PostgresServer.ColumnAsync(connection, "SELECT SUM(requests) FROM usage WHERE span = 2"));
        Assert.False((await world.Admin.ListAsync("billing-events", limit: 1)).TryGetProperty("stale", out _));
    }

    [Fact]
    public async Task A_gateway_that_starts_while_it_is_away_serves_and_brings_everything_later_and_at_its_end_what_is_left()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var postgres = await PostgresServer.StartNewAsync();
        var connection = await postgres.NewDatabaseAsync();
        await postgres.StopAsync();
        await using var world = await World.StartAsync(Config, KeyValuePair.Create(Variable, connection));
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        await StatusAsync(world, status => status.GetProperty("waiting_entries").GetInt64() == 1);

        await postgres.StartAsync();
        await StatusAsync(world, status => status.GetProperty("waiting_entries").GetInt64() == 0);
        Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.Equal(2, (await PostgresServer.ColumnAsync(connection, "SELECT exchange_id FROM entry")).Count);
        Assert.Equal(2, (await PostgresServer.ColumnAsync(connection, "SELECT exchange_id FROM request_record")).Count);
    }

    [Fact]
    public async Task Each_gateway_shows_what_all_of_them_have_served()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var postgres = await PostgresServer.StartNewAsync();
        var connection = KeyValuePair.Create(Variable, await postgres.NewDatabaseAsync());
        await using var one = await World.StartAsync(Config, connection);
        await using var other = await World.StartAsync(Config, connection);
        foreach (var world in (World[])[one, one, other])
        {
            world.Provider.Enqueue(ChatReplies.Plain(40, 30));
            Assert.Equal(200, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        }

        foreach (var world in (World[])[one, other])
        {
            await world.Admin.WaitForBillingEventsAsync(all => all.Count == 3, "the entries of both");
            var sums = (await world.Admin.ListAsync("usage-aggregates")).GetProperty("data")[0];
            Assert.Equal((3, 210), (sums.GetProperty("requests").GetInt64(), sums.GetProperty("budget_tokens").GetInt64()));
            var records = await Patience.UntilAsync(() => world.Admin.ListAsync("request-logs"), list => list.GetProperty("total").GetInt64() == 3, "the records of both");
            Assert.All(records.GetProperty("data").EnumerateArray(), record => Assert.Equal(Environment.MachineName, record.GetProperty("node").GetString()));
        }
    }

    [Fact]
    public async Task The_command_verifies_both_ledgers_and_says_which_is_not_whole()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var postgres = await PostgresServer.StartNewAsync();
        var connection = KeyValuePair.Create(Variable, await postgres.NewDatabaseAsync());
        await using var world = await World.StartAsync(Config, connection);
        world.Provider.Enqueue(ChatReplies.Plain());
        var answer = await world.Client.ChatAsync(ChatRequests.Plain());
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        var whole = await VerifyAsync();
        await PostgresServer.ColumnAsync(connection.Value, "UPDATE entry SET cost_nano_usd = 1");
        var changed = await VerifyAsync();
        await postgres.StopAsync();
        var away = await VerifyAsync();

        Assert.Equal(0, whole.ExitCode);
        Assert.Matches(@"^1 entries in 1 chains, whole\n1 entries in PostgreSQL at 127\.0\.0\.1:\d+/test_1, 1 chains of this key, whole\n$", whole.Output);
        Assert.Equal(1, changed.ExitCode);
        Assert.Contains($"exchange {answer.Headers["x-ferrogate-exchange-id"]} was changed or moved", changed.Output, StringComparison.Ordinal);
        Assert.Contains("the ledger in PostgreSQL is not whole", changed.Error, StringComparison.Ordinal);
        Assert.Equal(1, away.ExitCode);
        Assert.Contains("cannot be used just now", away.Error, StringComparison.Ordinal);

        Task<CommandResult> VerifyAsync() => Executable.RunAsync(["ledger", "verify", "-c", world.ConfigPath], world.Folder, [connection]);
    }

    [Fact]
    public async Task No_secret_is_found_in_it()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var postgres = await PostgresServer.StartNewAsync();
        var connection = await postgres.NewDatabaseAsync();
        await using var world = await World.StartAsync(Config, KeyValuePair.Create(Variable, connection + ";Password=of-the-database"));
        world.Provider.Enqueue(ChatReplies.Plain());
        var answer = await world.Client.ChatAsync(ChatRequests.Plain());
        await world.ClientWith("a-wrong-key").ChatAsync(ChatRequests.Plain());
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        var dump = await postgres.DumpAsync();

        Assert.Contains(answer.Headers["x-ferrogate-exchange-id"]!, dump, StringComparison.Ordinal);
        Assert.Contains("INSERT INTO public.request_record_", dump, StringComparison.Ordinal);
        foreach (var secret in (string[])[GatewayConfigText.Key, "provider-secret", "a-wrong-key", "of-the-database"])
            Assert.DoesNotContain(secret, dump, StringComparison.Ordinal);
        var key = (await File.ReadAllTextAsync(Path.Combine(world.DataFolder, "ledger.key"), TestContext.Current.CancellationToken)).Trim();
        Assert.DoesNotContain(key, dump, StringComparison.Ordinal);
        Assert.DoesNotContain(Convert.ToHexStringLower(Convert.FromBase64String(key)), dump, StringComparison.Ordinal);
    }

    private static async Task AskAsync(World world, ConcurrentBag<string> answered, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var answer = await world.Client.ChatAsync(ChatRequests.Plain());
            Assert.Equal(200, answer.Status);
            answered.Add(answer.Headers["x-ferrogate-exchange-id"]!);
        }
    }

    private static async Task MoreAsync(ConcurrentBag<string> answered, int count)
    {
        var wanted = answered.Count + count;
        await Patience.UntilAsync(() => Task.FromResult(answered.Count), now => now >= wanted, $"{count} more answers");
    }

    private static Task<JsonElement> StatusAsync(World world, Func<JsonElement, bool> wanted) => Patience.UntilAsync(
        async () => (await world.Admin.GetAsync("/admin/v1/status")).Json.GetProperty("postgres"), wanted, "what the status says of PostgreSQL");

    [GeneratedRegex(@"^ferrogate_postgres_reachable(\{\})? 0$", RegexOptions.Multiline)]
    private static partial Regex Unreachable();

    [GeneratedRegex(@"^ferrogate_postgres_entries_waiting(\{\})? [1-9]\d*$", RegexOptions.Multiline)]
    private static partial Regex WaitingEntries();
}
