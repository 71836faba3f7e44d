using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Snapshots;

/// <summary>What is made through the admin API counts at once and after a restart, beside what the file defines.</summary>
[Trait("Category", "Process")]
public sealed class ResourceTests(ResourceTests.Site site) : WorldTests(site), IClassFixture<ResourceTests.Site>
{
    /// <summary>A policy and a limit in the file, and a key that may change things.</summary>
    public sealed class Site() : WorldFixture(Config);

    private static GatewayConfigText Config => new()
    {
        Global = "allow_private_urls on",
        Models = ["fast-chat", "other-chat"],
        Ai = """
            api_key owner {
            	key owner-secret
            	scopes admin.read admin.write
            }
            api_key ann {
            	key ann-secret
            }
            policy of-file {
            	api_key_ids nobody
            }
            """,
    };

    [Fact]
    public async Task A_policy_that_is_made_counts_at_once_and_after_a_restart_until_it_is_deleted()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        var made = await SendAsync(world, "POST", "policies", """{"name":"no-ann","api_key_ids":["ann"],"message":"Not today."}""");

        Assert.Equal(201, made.Status);
        Assert.Equal("policy", made.Json.GetProperty("object").GetString());
        Assert.Equal("store", made.Json.GetProperty("source").GetString());
        Assert.Equal("""{"name":"no-ann","api_key_ids":["ann"],"message":"Not today."}""", made.Json.GetProperty("policy").GetRawText());
        Assert.Matches("^\"[0-9]+\"$", made.Headers["etag"]);
        ErrorAssert.IsRefusal(await AskAsync(world), 403, "policy_denied");

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await world.StartGatewayAsync();
        ErrorAssert.IsRefusal(await AskAsync(world), 403, "policy_denied");

        var deleted = await SendAsync(world, "DELETE", "policies/no-ann");
        Assert.Equal((200, """{"object":"policy","id":"no-ann","deleted":true}"""), (deleted.Status, deleted.Text));
        Assert.Equal(200, (await AskAsync(world)).Status);
        Assert.Equal(404, (await SendAsync(world, "GET", "policies/no-ann")).Status);
        var audit = (await world.Admin.ListAsync("audit-events")).GetProperty("data").EnumerateArray().Select(one => one.GetProperty("action").GetString()).ToList();
        Assert.Contains("policy.create", audit);
        Assert.Contains("policy.delete", audit);
    }

    [Fact]
    public async Task A_budget_that_is_made_knows_what_was_spent_before()
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 100, completion: 900));
        Assert.Equal(200, (await AskAsync(world)).Status);

        Assert.Equal(201, (await SendAsync(world, "POST", "budgets", """{"name":"b","per":"key","tokens":1500,"period":"total"}""")).Status);
        var refused = await world.ClientWith("ann-secret").ChatAsync(ChatRequests.Plain(maxTokens: 600));
        ErrorAssert.IsRefusal(refused, 429, "budget_exceeded");
        Assert.Contains("500 tokens of 1500 tokens are left in the budget 'b' of the key 'ann'", refused.Text, StringComparison.Ordinal);

        Assert.Equal(200, (await SendAsync(world, "PATCH", "budgets/b", """{"tokens":5000}""")).Status);
        Assert.Equal(200, (await world.ClientWith("ann-secret").ChatAsync(ChatRequests.Plain(maxTokens: 600))).Status);
    }

    [Fact]
    public async Task What_the_file_defines_is_shown_beside_it_and_cannot_be_changed()
    {
        Assert.Equal(201, (await SendAsync(World, "POST", "policies", """{"name":"b-of-store","api_key_ids":["nobody-else"]}""")).Status);

        var list = (await SendAsync(World, "GET", "policies")).Json;
        Assert.Equal(
            [("b-of-store", "store"), ("of-file", "file")],
            list.GetProperty("data").EnumerateArray().Select(one => (one.GetProperty("id").GetString()!, one.GetProperty("source").GetString()!)));
        Assert.Equal(2, list.GetProperty("total").GetInt32());
        foreach (var method in (string[])["PUT", "PATCH", "DELETE"])
        {
            var refused = await SendAsync(World, method, "policies/of-file", method == "DELETE" ? null : """{"name":"of-file","models":["*"]}""");
            Assert.Equal((409, "The config file defines the policy 'of-file': change it there."), (refused.Status, Detail(refused)));
        }

        var again = await SendAsync(World, "POST", "policies", """{"name":"of-file","models":["*"]}""");
        Assert.Equal((409, "There is a policy 'of-file' already, in the config file."), (again.Status, Detail(again)));
    }

    [Fact]
    public async Task Lists_go_on_behind_a_name()
    {
        foreach (var name in (string[])["l-3", "l-1", "l-2"])
            Assert.Equal(201, (await SendAsync(World, "POST", "limits", $$"""{"name":"{{name}}","requests_per_minute":1000}""")).Status);

        var first = (await SendAsync(World, "GET", "limits?limit=2")).Json;
        var second = (await SendAsync(World, "GET", $"limits?limit=2&after={first.GetProperty("next_after").GetString()}")).Json;

        Assert.Equal(["l-1", "l-2"], first.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal(["l-3"], second.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.False(second.TryGetProperty("next_after", out _));
        Assert.Empty((await SendAsync(World, "GET", "limits?source=file")).Json.GetProperty("data").EnumerateArray());
        Assert.Equal(400, (await SendAsync(World, "GET", "limits?offset=1")).Status);
    }

    [Fact]
    public async Task Patches_change_members_and_an_old_version_changes_nothing()
    {
        var made = await SendAsync(World, "POST", "limits", """{"name":"patched","requests_per_minute":1000,"per":"team","models":["fast-chat"]}""");
        var patched = await SendAsync(World, "PATCH", "limits/patched", """{"requests_per_minute":2000,"per":null}""", ("if-match", made.Headers["etag"]!));
        var late = await SendAsync(World, "PATCH", "limits/patched", """{"requests_per_minute":3000}""", ("if-match", made.Headers["etag"]!));
        var put = await SendAsync(World, "PUT", "limits/patched", """{"name":"patched","tokens_per_minute":5}""", ("if-match", patched.Headers["etag"]!));

        Assert.Equal("""{"name":"patched","models":["fast-chat"],"requests_per_minute":2000}""", patched.Json.GetProperty("limit").GetRawText());
        Assert.Equal(412, late.Status);
        Assert.Equal("""{"name":"patched","tokens_per_minute":5}""", put.Json.GetProperty("limit").GetRawText());
        Assert.Equal(412, (await SendAsync(World, "DELETE", "limits/patched", null, ("if-match", "\"1\""))).Status);
        Assert.Equal(200, (await SendAsync(World, "DELETE", "limits/patched", null, ("if-match", put.Headers["etag"]!))).Status);
        Assert.Equal(404, (await SendAsync(World, "DELETE", "limits/patched")).Status);
    }

    [Theory]
    [InlineData("limits", """{"name":"x","request_per_minute":5}""", "did you mean `requests_per_minute`?")]
    [InlineData("limits", """{"name":"x","requests_per_minute":0}""", "must be 1 or more")]
    [InlineData("limits", """{"name":"x","requests_per_minute":"5"}""", "wants a whole number, and this is a string")]
    [InlineData("limits", """{"name":"x","requests_per_minute":null}""", "this is null")]
    [InlineData("limits", """{"requests_per_minute":5}""", "`name` is missing")]
    [InlineData("limits", """{"name":"x","requests_per_minute":5,"requests_per_minute":6}""", "given twice")]
    [InlineData("limits", """[]""", "no JSON object")]
    [InlineData("providers", """{"name":"x","headers":[{"name":"a","value":"1"}],"headers":[{"name":"b","value":"2"}]}""", "given twice")]
    [InlineData("budgets", """{"name":"x","tokens":5,"usd":"1"}""", "two amounts")]
    [InlineData("policies", """{"name":"x"}""", "does not say what it is for")]
    public async Task What_is_wrong_by_itself_is_told_with_its_place(string kind, string body, string what)
    {
        var refused = await SendAsync(World, "POST", kind, body);

        Assert.True(refused.Status is 400 or 409, refused.ToString());
        Assert.Equal("application/problem+json", refused.Headers["content-type"]);
        Assert.Contains(what, Detail(refused), StringComparison.Ordinal);
        Assert.True(refused.Json.GetProperty("errors")[0].GetProperty("line").GetInt32() >= 1, refused.Text);
        Assert.Equal(404, (await SendAsync(World, "GET", $"{kind}/x")).Status);
    }

    [Theory]
    [InlineData("POST", "limits", """{"name":"x","requests_per_minute":5""")]
    [InlineData("POST", "providers", """{"name":"x","api_key":"\ud800"}""")]
    [InlineData("PATCH", "limits/x", """{"\ud800":1}""")]
    public async Task What_is_no_JSON_is_400(string method, string target, string body) =>
        Assert.Equal(400, (await SendAsync(World, method, target, body)).Status);

    [Fact]
    public async Task What_does_not_fit_the_rest_is_409_and_changes_nothing()
    {
        var unknown = await SendAsync(World, "POST", "limits", """{"name":"x","requests_per_minute":5,"models":["slow-chat"]}""");

        Assert.Equal(409, unknown.Status);
        Assert.Contains("There is no model `slow-chat`", Detail(unknown), StringComparison.Ordinal);
        Assert.Equal(404, (await SendAsync(World, "GET", "limits/x")).Status);
    }

    [Fact]
    public async Task A_model_with_its_provider_and_price_can_be_made_used_and_not_taken_apart()
    {
        Provider.Otherwise(_ => ChatReplies.Plain(prompt: 1_000, completion: 1_000));
        Assert.Equal(201, (await SendAsync(World, "POST", "providers", $$"""{"name":"made","kind":"openai-compatible","base_url":"{{Provider.Address}}v1"}""")).Status);
        Assert.Equal(201, (await SendAsync(World, "POST", "models", """{"name":"meta/made","provider":"made","provider_model":"m-1"}""")).Status);
        var price = await SendAsync(World, "POST", "prices", """{"provider":"made","provider_model":"m-*","from":"2026-01-01","input":2,"output":"3.5"}""");
        Assert.Equal((201, "made:m-*@2026-01-01T00:00:00Z"), (price.Status, price.Json.GetProperty("id").GetString()));

        var answer = await World.ClientWith("ann-secret").ChatAsync(ChatRequests.Plain(model: "meta/made"));
        Assert.Equal(200, answer.Status);
        Assert.Equal(5_500_000, (await World.Admin.EntryOfAsync(answer.Headers)).CostNanoUsd);
        var taken = await SendAsync(World, "DELETE", "providers/made");
        Assert.Equal(409, taken.Status);
        Assert.Contains("There is no provider `made`", Detail(taken), StringComparison.Ordinal);
        Assert.Equal(200, (await SendAsync(World, "DELETE", "prices/made:m-*@2026-01-01T00:00:00Z")).Status);
        Assert.Equal(200, (await SendAsync(World, "DELETE", "models/meta%2Fmade")).Status);
        Assert.Equal(200, (await SendAsync(World, "DELETE", "providers/made")).Status);
    }

    [Fact]
    public async Task Who_may_only_read_changes_nothing_and_who_may_not_read_sees_nothing()
    {
        var body = """{"name":"x","requests_per_minute":5}""";
        var reading = await new Client(World.Gateway.AdminUri).SendAsync(Request.Post("/admin/v1/limits", body).As(GatewayConfigText.Key));
        var nobody = await new Client(World.Gateway.AdminUri).SendAsync(Request.Get("/admin/v1/limits").As("ann-secret"));

        Assert.Equal((403, 403), (reading.Status, nobody.Status));
        Assert.Equal(404, (await SendAsync(World, "GET", "limits/x")).Status);
    }

    private static Task<Answer> AskAsync(World world) => world.ClientWith("ann-secret").ChatAsync(ChatRequests.Plain());

    private static string Detail(Answer answer) => answer.Json.GetProperty("detail").GetString()!;

    private static Task<Answer> SendAsync(World world, string method, string target, string? body = null, params (string, string)[] headers)
    {
        var request = body is null ? new Request(method, $"/admin/v1/{target}") : Request.Post($"/admin/v1/{target}", body) with { Method = method };
        return new Client(world.Gateway.AdminUri).SendAsync(headers.Aggregate(request.As("owner-secret"), (one, header) => one.With(header.Item1, header.Item2)));
    }
}
