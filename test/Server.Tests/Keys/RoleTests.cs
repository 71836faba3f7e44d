using System.Text.Json;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Keys;

/// <summary>Viewers, operators and owners of tenants: what they see, what they change, and that none makes more of itself.</summary>
[Trait("Category", "Process")]
public sealed class RoleTests(RoleTests.Site site) : WorldTests(site), IClassFixture<RoleTests.Site>
{
    /// <summary>Two organizations, and somebody of each role.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Ai = """
            api_key root {
            	key root-secret
            	scopes admin.read admin.write
            }
            api_key viewer {
            	key viewer-secret
            	organization_id acme
            }
            api_key operator {
            	key operator-secret
            	organization_id acme
            	team_id ml
            	user_id ann
            }
            api_key owner {
            	key owner-secret
            }
            api_key helper {
            	key helper-secret
            }
            api_key stranger {
            	key stranger-secret
            	organization_id other
            	user_id ann
            }
            tenant closed {
            	organization_id closed
            	enabled false
            }
            api_key closed {
            	key closed-secret
            	organization_id closed
            	team_id any
            }
            role_binding acme-viewers {
            	role viewer
            	api_key_ids viewer
            	organization_id acme
            }
            role_binding acme-operators {
            	role operator
            	user_ids ann
            	organization_id acme
            }
            role_binding acme-owners {
            	role owner
            	api_key_ids owner ghost
            	organization_id acme
            }
            role_binding helpers {
            	role operator
            	api_key_ids helper
            }
            """,
    });

    [Fact]
    public async Task A_viewer_of_a_tenant_sees_what_is_of_it_and_nothing_else()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        foreach (var caller in (string[])["viewer", "operator", "stranger", "root"])
            await World.ClientWith($"{caller}-secret").ChatAsync(ChatRequests.Plain());
        await SendAsync("root", "POST", "api-keys", """{"id":"of-acme","organization_id":"acme","team_id":"web"}""");
        await SendAsync("root", "POST", "api-keys", """{"id":"of-other","organization_id":"other"}""");
        await World.Admin.WaitForBillingEventsAsync(all => all.Count >= 3, "the entries");

        foreach (var list in (string[])["billing-events", "request-logs", "usage-aggregates?group_by=organization_id", "api-keys", "tenants", "role-bindings"])
        {
            var seen = await Testing.Patience.UntilAsync(async () => await DataAsync("viewer", list), rows => rows.Count > 0, list);
            Assert.All(seen, row => Assert.Equal("acme", Text(row.TryGetProperty("group", out var group) ? group : row, "organization_id")));
        }

        Assert.Empty(await DataAsync("viewer", "billing-events?organization_id=other"));
        Assert.Equal((200, 404), ((await SendAsync("viewer", "GET", "api-keys/of-acme")).Status, (await SendAsync("viewer", "GET", "api-keys/of-other")).Status));
        var made = (await DataAsync("viewer", "audit-events?action=api_key.create&actor=root")).Select(row => Text(row, "target")).ToList();
        Assert.Contains("of-acme", made);
        Assert.DoesNotContain("of-other", made);
        var tenants = (await DataAsync("viewer", "tenants")).Select(row => (Text(row, "id"), Text(row, "source"))).ToList();
        Assert.Subset(tenants.ToHashSet(), new HashSet<(string?, string?)> { ("acme", "keys"), ("acme/ml/ann", "keys"), ("acme/web", "keys") });
        var roles = (await DataAsync("viewer", "role-bindings")).Select(row => Text(row, "id")).ToList();
        Assert.Subset(roles.ToHashSet(), new HashSet<string?> { "acme-operators", "acme-owners", "acme-viewers" });
        Assert.DoesNotContain("helpers", roles);
    }

    [Theory]
    [InlineData("providers")]
    [InlineData("policies")]
    [InlineData("budgets")]
    [InlineData("status")]
    [InlineData("provider-health")]
    public async Task What_is_for_all_is_not_shown_to_those_of_a_tenant(string list)
    {
        Assert.Equal(403, (await SendAsync("owner", "GET", list)).Status);
        Assert.Equal(200, (await SendAsync("helper", "GET", list)).Status);
    }

    [Theory]
    [InlineData("viewer", 403)]
    [InlineData("stranger", 403)]
    [InlineData("operator", 201)]
    [InlineData("owner", 201)]
    [InlineData("helper", 201)]
    public async Task Operators_make_keys_of_clients(string caller, int status) =>
        Assert.Equal(status, (await SendAsync(caller, "POST", "api-keys", $$"""{"id":"made-by-{{caller}}","organization_id":"acme"}""")).Status);

    [Theory]
    [InlineData("operator", """{"id":"x","organization_id":"other"}""", "not of your tenant")]
    [InlineData("operator", """{"id":"x"}""", "not of your tenant")]
    [InlineData("operator", """{"id":"x","organization_id":"acme","scopes":["admin.write"]}""", "has not admin.write")]
    [InlineData("operator", """{"id":"ghost","organization_id":"acme"}""", "has a role that yours does not cover")]
    [InlineData("helper", """{"id":"x","scopes":["admin.write"]}""", "has not admin.write")]
    [InlineData("owner", """{"id":"x","organization_id":"other","scopes":["admin.read"]}""", "not of your tenant")]
    public async Task Nobody_makes_a_key_that_may_more_than_they_do(string caller, string body, string what)
    {
        var refused = await SendAsync(caller, "POST", "api-keys", body);

        Assert.Equal(403, refused.Status);
        Assert.Contains(what, Text(refused.Json, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operator_cannot_take_the_secret_of_a_key_with_a_higher_role()
    {
        await SendAsync("root", "POST", "api-keys", """{"id":"boss","organization_id":"acme"}""");
        await SendAsync("root", "POST", "role-bindings", """{"name":"bosses","role":"owner","api_key_ids":["boss"],"organization_id":"acme"}""");

        Assert.Equal(403, (await SendAsync("operator", "POST", "api-keys/boss/rotate")).Status);
        Assert.Equal(403, (await SendAsync("operator", "PATCH", "api-keys/boss", """{"enabled":false}""")).Status);
        Assert.Equal(200, (await SendAsync("owner", "PATCH", "api-keys/boss", """{"enabled":false}""")).Status);
    }

    [Fact]
    public async Task An_owner_gives_roles_about_its_own_tenant_that_count_at_once()
    {
        Assert.Equal(201, (await SendAsync("owner", "POST", "api-keys", """{"id":"new","key":"new-secret-of-twenty-letters","organization_id":"acme"}""")).Status);
        Assert.Equal(403, (await AskAsync("new-secret-of-twenty-letters")).Status);

        Assert.Equal(201, (await SendAsync("owner", "POST", "role-bindings", """{"name":"new","role":"viewer","api_key_ids":["new"],"organization_id":"acme","team_id":"web"}""")).Status);
        Assert.Equal(200, (await AskAsync("new-secret-of-twenty-letters")).Status);

        foreach (var body in (string[])[
            """{"name":"y","role":"viewer","api_key_ids":["new"]}""",
            """{"name":"y","role":"viewer","api_key_ids":["new"],"organization_id":"other"}""",
            """{"name":"y","role":"viewer","api_key_ids":["new"],"team_id":"web"}"""])
        {
            Assert.Equal(403, (await SendAsync("owner", "POST", "role-bindings", body)).Status);
        }

        foreach (var id in (string[])["stranger", "root", "not-there-yet"])
        {
            var refused = await SendAsync("owner", "POST", "role-bindings", $$"""{"name":"z","role":"viewer","api_key_ids":["{{id}}"],"organization_id":"acme"}""");
            Assert.Equal((403, $"There is no key '{id}' of your tenant, and you give roles to those only."), (refused.Status, Text(refused.Json, "detail")));
        }

        Assert.Equal(403, (await SendAsync("owner", "PATCH", "role-bindings/new", """{"api_key_ids":["stranger"]}""")).Status);
        Assert.Equal(403, (await SendAsync("owner", "PATCH", "role-bindings/new", """{"organization_id":"other"}""")).Status);
        Assert.Equal(403, (await SendAsync("operator", "DELETE", "role-bindings/new")).Status);
        Assert.Equal(200, (await SendAsync("owner", "DELETE", "role-bindings/new")).Status);
        Assert.Equal(403, (await AskAsync("new-secret-of-twenty-letters")).Status);
    }

    [Theory]
    [InlineData("helper", "policies", """{"name":"p","api_key_ids":["nobody-at-all"]}""", 201)]
    [InlineData("helper", "providers", """{"name":"p","kind":"echo"}""", 403)]
    [InlineData("helper", "tenants", """{"name":"t","organization_id":"t"}""", 403)]
    [InlineData("helper", "role-bindings", """{"name":"r","role":"owner","api_key_ids":["helper"]}""", 403)]
    [InlineData("helper", "config/validate", """{"source":"file"}""", 403)]
    [InlineData("owner", "policies", """{"name":"q","api_key_ids":["nobody-at-all"]}""", 403)]
    [InlineData("owner", "tenants", """{"name":"u","organization_id":"acme","team_id":"u"}""", 201)]
    [InlineData("owner", "tenants", """{"name":"v","organization_id":"other"}""", 403)]
    public async Task Operators_change_what_requests_are_served_by_and_owners_who_may_what(string caller, string path, string body, int status) =>
        Assert.Equal(status, (await SendAsync(caller, "POST", path, body)).Status);

    [Fact]
    public async Task Keys_of_a_tenant_that_is_switched_off_open_nothing_until_it_is_on()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        ErrorAssert.IsRefusal(await World.ClientWith("closed-secret").ChatAsync(ChatRequests.Plain()), 403, "tenant_disabled");

        await SendAsync("root", "POST", "tenants", """{"name":"web","organization_id":"acme","team_id":"web-off","enabled":false}""");
        var secret = (await SendAsync("root", "POST", "api-keys", """{"id":"off","organization_id":"acme","team_id":"web-off"}""")).Json.GetProperty("secret").GetString()!;
        ErrorAssert.IsRefusal(await World.ClientWith(secret).ChatAsync(ChatRequests.Plain()), 403, "tenant_disabled");

        Assert.Equal(200, (await SendAsync("root", "PATCH", "tenants/web", """{"enabled":true}""")).Status);
        Assert.Equal(200, (await World.ClientWith(secret).ChatAsync(ChatRequests.Plain())).Status);
    }

    [Theory]
    [InlineData("request-logs?color=red", "There is no parameter 'color' here")]
    [InlineData("request-logs?status_code=999", "is a status such as 429")]
    [InlineData("billing-events?status=4x", "is a status such as 429")]
    [InlineData("billing-events?ending=sideways", "'finished'")]
    [InlineData("billing-events?exchange_id=1", "the id of an exchange")]
    [InlineData("billing-events?from=yesterday", "must be a moment")]
    [InlineData("billing-events?after=x", "the 'next_after' of the page before")]
    [InlineData("billing-events?after=5&offset=2", "not given together with 'offset'")]
    [InlineData("audit-events?model=x", "There is no parameter 'model' here")]
    [InlineData("audit-events?actor=a&actor=b", "is given 2 times")]
    public async Task A_list_says_which_question_it_cannot_answer(string list, string what)
    {
        var refused = await SendAsync("root", "GET", list);

        Assert.Equal(400, refused.Status);
        Assert.Contains(what, Text(refused.Json, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?limit=2")]
    [InlineData("?limit=2&key_id=tester&model=fast-chat&status=2xx&ending=finished&from=2020-01-01&to=2100-01-01T00:00:00Z")]
    public async Task Pages_that_go_on_after_a_row_show_every_row_once(string query)
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
            ids.Add((await Client.ChatAsync(ChatRequests.Plain())).Headers["x-ferrogate-exchange-id"]!);
        await World.Admin.WaitForBillingEventsAsync(all => ids.TrueForAll(id => all.Any(entry => entry.ExchangeId == id)), "the entries");

        var seen = new List<string>();
        for (var after = ""; ;)
        {
            var page = (await SendAsync("root", "GET", $"billing-events{query}{after}")).Json;
            seen.AddRange(page.GetProperty("data").EnumerateArray().Select(row => Text(row, "exchange_id")!));
            if (!page.TryGetProperty("next_after", out var next))
                break;
            after = $"&after={next.GetString()}";
        }

        Assert.Equal(seen.Distinct(), seen);
        Assert.Equal(ids, seen.Where(ids.Contains).Reverse());
    }

    private async Task<IReadOnlyList<JsonElement>> DataAsync(string caller, string list)
    {
        var answer = await SendAsync(caller, "GET", list);
        Assert.Equal(200, answer.Status);
        return [.. answer.Json.GetProperty("data").EnumerateArray()];
    }

    private Task<Answer> AskAsync(string secret) =>
        new Client(World.Gateway.AdminUri).SendAsync(Request.Get("/admin/v1/billing-events").As(secret));

    private Task<Answer> SendAsync(string caller, string method, string path, string? body = null)
    {
        var target = $"/admin/v1/{path}";
        var request = body is null ? new Request(method, target) : Request.Post(target, body) with { Method = method };
        return new Client(World.Gateway.AdminUri).SendAsync(request.As($"{caller}-secret"));
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
