using System.Text;
using FerroGate.Server.Tests.Stored;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Postgres;
using Npgsql;
using Xunit;

namespace FerroGate.Server.Tests.Fleet;

/// <summary>What is changed on one gateway of a fleet counts on every other.</summary>
[Trait("Category", "Process")]
public sealed class FleetTests(SharedPostgres postgres) : IClassFixture<SharedPostgres>
{
    private const string Secret = "sk-a-very-secret-credential-4711";

    [Fact]
    public async Task A_key_that_one_gateway_makes_opens_the_others_and_opens_nothing_once_one_has_deleted_it()
    {
        await using var fleet = await FleetWorld.StartAsync(postgres, 3);
        var made = await FleetWorld.SendAsync(fleet[0], "POST", "api-keys", """{"id":"made"}""");
        Assert.Equal(201, made.Status);
        var secret = made.Json.GetProperty("secret").GetString()!;

        foreach (var gateway in fleet.All)
            await FleetWorld.UntilAsync(gateway, secret, 200);
        Assert.Equal(409, (await FleetWorld.SendAsync(fleet[2], "POST", "api-keys", """{"id":"made"}""")).Status);

        Assert.Equal(200, (await FleetWorld.SendAsync(fleet[1], "DELETE", "api-keys/made")).Status);
        Assert.Equal(401, (await fleet[1].ClientWith(secret).ChatAsync(ChatRequests.Plain())).Status);
        foreach (var gateway in fleet.All)
            await FleetWorld.UntilAsync(gateway, secret, 401);

        var events = await Patience.UntilAsync(
            () => EventsAsync(fleet[2]), events => events.Count(one => one.Action.StartsWith("api_key.", StringComparison.Ordinal)) == 2, "the events of both");
        Assert.Equal(["api_key.delete", "api_key.create"], events.Where(one => one.Target == "made").Select(one => one.Action));
        Assert.All(events, one => Assert.Equal(Environment.MachineName, one.Node));
    }

    [Fact]
    public async Task Policies_and_roles_that_one_gateway_makes_are_in_force_on_the_other_and_are_changed_in_one_version()
    {
        await using var fleet = await FleetWorld.StartAsync(postgres, 2);
        Assert.Equal(201, (await FleetWorld.SendAsync(fleet[0], "POST", "policies", """{"name":"no-ann","api_key_ids":["ann"]}""")).Status);
        await FleetWorld.UntilAsync(fleet[1], "ann-secret", 403);
        Assert.Equal(201, (await FleetWorld.SendAsync(fleet[0], "POST", "role-bindings", """{"name":"watch","role":"viewer","api_key_ids":["ann"]}""")).Status);
        await Patience.UntilAsync(
            () => new Client(fleet[1].Gateway.AdminUri).SendAsync(Request.Get("/admin/v1/audit-events").As("ann-secret")), answer => answer.Status == 200, "the role to count");

        var shown = await FleetWorld.SendAsync(fleet[1], "GET", "policies/no-ann");
        Assert.Equal(shown.Headers["etag"], (await FleetWorld.SendAsync(fleet[0], "GET", "policies/no-ann")).Headers["etag"]);
        Assert.Equal(200, (await FleetWorld.SendAsync(fleet[1], "PATCH", "policies/no-ann", """{"message":"no"}""")).Status);
        await Patience.UntilAsync(
            () => FleetWorld.SendAsync(fleet[0], "GET", "policies/no-ann"), answer => answer.Text.Contains("\"message\":\"no\"", StringComparison.Ordinal), "the change to arrive");
        Assert.Equal(200, (await FleetWorld.SendAsync(fleet[0], "DELETE", "policies/no-ann")).Status);
        await FleetWorld.UntilAsync(fleet[1], "ann-secret", 200);
    }

    [Fact]
    public async Task Whichever_gateways_put_an_exchange_right_at_once_the_difference_is_counted_once()
    {
        await using var fleet = await FleetWorld.StartAsync(postgres, 2);
        var answered = await fleet[0].ClientWith("ann-secret").ChatAsync(ChatRequests.Plain());
        var exchange = (await fleet[0].Admin.EntryOfAsync(answered.Headers)).ExchangeId;

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            FleetWorld.SendAsync(fleet[i % 2], "POST", $"billing-events/{exchange}/corrections", """{"usage":{"output_tokens":100},"reason":"r"}""")));

        Assert.Equal([200, 200, 200, 200, 200, 200, 200, 201], answers.Select(answer => answer.Status).Order());
        foreach (var gateway in fleet.All)
        {
            var sum = (await FleetWorld.SendAsync(gateway, "GET", "usage-aggregates?key_id=ann")).Json.GetProperty("data")[0];
            Assert.Equal((1, 2, 100), (sum.GetProperty("requests").GetInt64(), sum.GetProperty("entries").GetInt64(), sum.GetProperty("usage").GetProperty("output_tokens").GetInt64()));
        }
    }

    [Fact]
    public async Task A_command_changes_what_the_whole_fleet_has()
    {
        await using var fleet = await FleetWorld.StartAsync(postgres, 2);
        var made = await Executable.RunAsync(["keys", "create", "-c", fleet[0].ConfigPath, "--id", "by-hand", "--scope", "chat.completions"], fleet[0].Folder);
        Assert.Equal((0, ""), (made.ExitCode, made.Error));
        var secret = made.Output.Split('\n').Select(line => line.Trim()).First(line => line.Contains("fg-", StringComparison.Ordinal)).Split(' ')[^1];

        await FleetWorld.UntilAsync(fleet[1], secret, 200);
        var deleted = await Executable.RunAsync(["keys", "delete", "-c", fleet[1].ConfigPath, "by-hand"], fleet[1].Folder);
        Assert.Equal(0, deleted.ExitCode);
        await FleetWorld.UntilAsync(fleet[0], secret, 401);
    }

    [Fact]
    public async Task A_credential_that_one_gateway_seals_serves_the_other_and_is_nowhere_in_clear()
    {
        await using var fleet = await FleetWorld.StartAsync(postgres, 2);
        var provider = $$"""{"name":"made","kind":"openai-compatible","base_url":"{{fleet[1].Provider.Address}}v1","api_key":"{{Secret}}"}""";
        Assert.Equal(201, (await FleetWorld.SendAsync(fleet[0], "POST", "providers", provider)).Status);
        Assert.Equal(201, (await FleetWorld.SendAsync(fleet[0], "POST", "models", """{"name":"m","provider":"made","provider_model":"m-1"}""")).Status);
        var key = (await FleetWorld.SendAsync(fleet[0], "POST", "api-keys", """{"id":"made"}""")).Json.GetProperty("secret").GetString()!;

        await Patience.UntilAsync(
            () => fleet[1].ClientWith("ann-secret").ChatAsync(ChatRequests.Plain(model: "m")), answer => answer.Status == 200, "the model to be there");
        Assert.Equal($"Bearer {Secret}", fleet[1].Provider.Requests[^1].Headers["authorization"]);

        var all = await EverythingAsync(fleet.Connection);
        Assert.Contains("made", all, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, all, StringComparison.Ordinal);
        Assert.DoesNotContain(key, all, StringComparison.Ordinal);
        foreach (var gateway in fleet.All)
        {
            foreach (var file in Directory.EnumerateFiles(gateway.DataFolder, "*.db*"))
                Assert.False((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0, file);
        }
    }

    [Fact]
    public async Task Without_the_database_all_go_on_change_nothing_start_from_their_copy_and_follow_when_it_is_back()
    {
        await using var fleet = await FleetWorld.StartAsync(2);
        var secret = (await FleetWorld.SendAsync(fleet[0], "POST", "api-keys", """{"id":"made"}""")).Json.GetProperty("secret").GetString()!;
        Assert.Equal(201, (await FleetWorld.SendAsync(fleet[0], "POST", "policies", """{"name":"no-ann","api_key_ids":["ann"]}""")).Status);
        await FleetWorld.UntilAsync(fleet[1], secret, 200);
        await FleetWorld.UntilAsync(fleet[1], "ann-secret", 403);

        await fleet.Server.StopAsync();
        Assert.Equal(0, await fleet[1].Gateway.TerminateAsync());
        await fleet[1].StartGatewayAsync();

        foreach (var gateway in fleet.All)
        {
            Assert.Equal(200, (await gateway.ClientWith(secret).ChatAsync(ChatRequests.Plain())).Status);
            Assert.Equal(403, (await gateway.ClientWith("ann-secret").ChatAsync(ChatRequests.Plain())).Status);
            await Patience.UntilAsync(() => StateAsync(gateway), state => state == "stale", "the state to be stale");
            Assert.Equal(200, (await FleetWorld.SendAsync(gateway, "GET", "api-keys/made")).Status);
            Assert.Equal(200, (await FleetWorld.SendAsync(gateway, "GET", "audit-events")).Status);
            foreach (var (method, target, json) in new[]
            {
                ("POST", "api-keys", """{"id":"other"}"""), ("PATCH", "api-keys/made", """{"name":"x"}"""), ("POST", "api-keys/made/rotate", null), ("DELETE", "api-keys/made", null),
                ("POST", "policies", """{"name":"other","api_key_ids":["nobody"]}"""), ("PATCH", "policies/no-ann", """{"message":"x"}"""), ("DELETE", "policies/no-ann", null),
            })
            {
                var refused = await FleetWorld.SendAsync(gateway, method, target, json);
                Assert.Equal(503, refused.Status);
                Assert.Contains("Nothing can be changed now", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
            }
        }

        var command = await Executable.RunAsync(["keys", "delete", "-c", fleet[0].ConfigPath, "made"], fleet[0].Folder);
        Assert.Equal(1, command.ExitCode);
        Assert.Contains("cannot be used just now", command.Error, StringComparison.Ordinal);

        var list = await Executable.RunAsync(["keys", "list", "-c", fleet[0].ConfigPath], fleet[0].Folder);
        Assert.Equal(0, list.ExitCode);
        Assert.Matches("made +store", list.Output);
        Assert.Contains("warning: what is known here is from before", list.Error, StringComparison.Ordinal);

        await fleet.Server.StartAsync();
        foreach (var gateway in fleet.All)
            await Patience.UntilAsync(() => StateAsync(gateway), state => state == "current", "the gateway to follow again");
        Assert.Equal(200, (await FleetWorld.SendAsync(fleet[0], "DELETE", "api-keys/made")).Status);
        Assert.Equal(200, (await FleetWorld.SendAsync(fleet[0], "DELETE", "policies/no-ann")).Status);
        await FleetWorld.UntilAsync(fleet[1], secret, 401);
        await FleetWorld.UntilAsync(fleet[1], "ann-secret", 200);
    }

    [Fact]
    public async Task A_response_that_went_through_one_gateway_is_found_through_the_other()
    {
        await using var fleet = await FleetWorld.StartAsync(2, Stored);
        Assert.Equal(200, (await MakeAsync(fleet[0], "resp_one")).Status);

        fleet[0].Provider.Enqueue(StoredReplies.Of("resp_one"));
        Assert.Equal(200, (await GetAsync(fleet[1], "resp_one")).Status);
        ErrorAssert.IsRefusal(await GetAsync(fleet[1], "resp_two"), 404, "stored_object_not_found");

        await fleet.Server.StopAsync();
        Assert.Equal(200, (await MakeAsync(fleet[0], "resp_away")).Status);
        fleet[0].Provider.Enqueue(StoredReplies.Of("resp_away"));
        Assert.Equal(200, (await GetAsync(fleet[0], "resp_away")).Status);
        ErrorAssert.IsRefusal(await GetAsync(fleet[1], "resp_away"), 503, "store_unavailable");

        // What is sent in full does not depend on whether its name is known.
        fleet[0].Provider.Enqueue(StoredReplies.Of("resp_other"));
        var whole = await fleet[1].ClientWith("ann-secret").SendAsync(Request.Post(
            "/v1/responses",
            """{"model":"gpt","input":[{"type":"message","id":"msg_away","role":"assistant","status":"completed","content":[{"type":"output_text","text":"x","annotations":[]}]}]}"""));
        Assert.Equal(200, whole.Status);

        await fleet.Server.StartAsync();
        fleet[0].Provider.Otherwise(_ => StoredReplies.Of("resp_away"));
        await Patience.UntilAsync(() => GetAsync(fleet[1], "resp_away"), answer => answer.Status == 200, "what was made meanwhile to be found");
    }

    [Fact]
    public async Task A_response_in_the_background_that_the_other_gateway_reads_is_paid_for_once_by_the_one_that_holds_it()
    {
        await using var fleet = await FleetWorld.StartAsync(2, Stored);
        fleet[0].Provider.Enqueue(StoredReplies.Of("resp_one", "queued")).Enqueue(StoredReplies.Of("resp_one")).Enqueue(StoredReplies.Of("resp_one"));
        var asked = await fleet[0].ClientWith("ann-secret").SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"x","background":true}"""));
        Assert.Equal(200, asked.Status);

        var exchange = asked.Headers["x-ferrogate-exchange-id"];

        Assert.Equal(200, (await GetAsync(fleet[1], "resp_one")).Status);
        Assert.Equal(200, (await GetAsync(fleet[1], "resp_one")).Status);
        var read = await fleet[1].Admin.WaitForBillingEventsAsync(all => all.Count == 2, "an entry for each time that it was read");
        Assert.DoesNotContain(read, entry => entry.ExchangeId == exchange);

        fleet[0].Provider.Enqueue(StoredReplies.Of("resp_one"));
        Assert.Equal(200, (await GetAsync(fleet[0], "resp_one")).Status);

        var all = await fleet[1].Admin.WaitForBillingEventsAsync(all => all.Count == 4, "the entry of the exchange that asked for it");
        Assert.Equal(7, Assert.Single(all, entry => entry.ExchangeId == exchange).InputTokens);
        Assert.Equal(7, all.Sum(entry => entry.InputTokens));
    }

    private static GatewayConfigText Stored(string connection, Uri provider) => FleetWorld.Config(connection) with
    {
        Ai = FleetWorld.Config(connection).Ai + $$"""

            provider o {
            	kind openai
            	base_url {{provider}}v1
            	api_key account-one
            }
            model gpt -> o:gpt-x
            """,
    };

    // All of them ask the provider of the first.
    private static Task<Answer> MakeAsync(World gateway, string id)
    {
        gateway.Provider.Enqueue(StoredReplies.Of(id));
        return gateway.ClientWith("ann-secret").SendAsync(Request.Post("/v1/responses", """{"model":"gpt","input":"x"}"""));
    }

    private static Task<Answer> GetAsync(World gateway, string id) => gateway.ClientWith("ann-secret").GetAsync($"/v1/responses/{id}");

    private static async Task<string?> StateAsync(World gateway) =>
        (await FleetWorld.SendAsync(gateway, "GET", "status")).Json.GetProperty("shared_state").GetProperty("state").GetString();

    private static async Task<List<(string Action, string Target, string Node)>> EventsAsync(World gateway) =>
    [
        .. (await gateway.Admin.ListAsync("audit-events")).GetProperty("data").EnumerateArray().Select(one =>
            (one.GetProperty("action").GetString()!, one.GetProperty("target").GetString()!, one.GetProperty("node").GetString()!)),
    ];

    // Every row of every table, as text.
    private static async Task<string> EverythingAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        var tables = new List<string>();
        await using (var command = source.CreateCommand("SELECT quote_ident(relname) FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"))
        await using (var rows = await command.ExecuteReaderAsync(Patience.Token()))
        {
            while (await rows.ReadAsync(Patience.Token()))
                tables.Add(rows.GetString(0));
        }

        var all = new StringBuilder();
        foreach (var table in tables)
        {
            await using var command = source.CreateCommand($"SELECT string_agg(each::text, chr(10)) FROM {table} AS each");
            all.Append(await command.ExecuteScalarAsync(Patience.Token())).Append('\n');
        }

        return all.ToString();
    }
}
