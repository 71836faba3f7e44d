using System.Text.Json;
using FerroGate.Core.Keys;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Keys;

/// <summary>Keys that are made, changed, rotated and deleted through the admin API.</summary>
[Trait("Category", "Process")]
public sealed class KeyApiTests(KeyApiTests.Site site) : WorldTests(site), IClassFixture<KeyApiTests.Site>
{
    private const string Owner = "owner-secret";
    private const string Clerk = "clerk-secret";

    /// <summary>Somebody who may do everything, and somebody who writes for one organization only.</summary>
    public sealed class Site() : WorldFixture(new GatewayConfigText
    {
        Models = ["fast-chat", "other-chat"],
        Ai = $$"""
            api_key owner {
            	key {{Owner}}
            	scopes admin.read admin.write
            }
            api_key clerk {
            	key {{Clerk}}
            	scopes admin.write
            	organization_id acme
            }
            """,
    });

    [Fact]
    public async Task A_key_is_made_with_a_secret_that_is_told_once_and_counts_at_once()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var made = await SendAsync("POST", "", """{"id":"made","name":"CI","allowed_models":["fast-*"],"request_limit_per_minute":5,"metadata":["team=a"],"organization_id":"acme"}""");

        Assert.Equal(201, made.Status);
        var secret = made.Json.GetProperty("secret").GetString()!;
        Assert.Equal("no-store", made.Headers["cache-control"]);
        var shown = await SendAsync("GET", "/made");
        Assert.False(shown.Json.TryGetProperty("secret", out _));
        Assert.DoesNotContain(secret, shown.Text + (await SendAsync("GET", "")).Text, StringComparison.Ordinal);
        var key = shown.Json.GetProperty("key");
        Assert.Equal(("CI", "store", "hash", 5), (Text(key, "name"), Text(key, "source"), Text(key, "key_source"), key.GetProperty("request_limit_per_minute").GetInt32()));
        Assert.Equal(
            ["chat.completions", "embeddings.create", "messages.create", "models.read", "responses.create"],
            key.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()!).Order(StringComparer.Ordinal));

        var answer = await World.ClientWith(secret).ChatAsync(ChatRequests.Plain());
        Assert.Equal((200, "5"), (answer.Status, answer.Headers["x-ratelimit-limit-requests"]));
        Assert.Equal(403, (await World.ClientWith(secret).ChatAsync(ChatRequests.Plain(model: "other-chat"))).Status);
    }

    [Fact]
    public async Task What_is_changed_counts_at_once_and_what_is_not_stays()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var made = await SendAsync("POST", "", """{"id":"changed","allowed_models":["fast-chat"],"monthly_token_budget":100000,"translation":"strict","cap_output":"on","client_ips":["127.0.0.0/8"],"expires_at_unix":4102444800}""");
        var secret = made.Json.GetProperty("secret").GetString()!;

        var patched = await SendAsync("PATCH", "/changed", """{"enabled":false,"monthly_token_budget":null}""", ("if-match", made.Headers["etag"]!));
        Assert.Equal(403, (await World.ClientWith(secret).ChatAsync(ChatRequests.Plain())).Status);
        var late = await SendAsync("PATCH", "/changed", """{"enabled":true}""", ("if-match", made.Headers["etag"]!));
        var again = await SendAsync("PATCH", "/changed", """{"enabled":null}""");

        Assert.Equal((200, 412, 200), (patched.Status, late.Status, again.Status));
        var key = again.Json.GetProperty("key");
        Assert.False(key.TryGetProperty("monthly_token_budget", out _), again.Text);
        Assert.Equal(("strict", "on", 4102444800), (Text(key, "translation"), Text(key, "cap_output"), key.GetProperty("expires_at_unix").GetInt64()));
        Assert.Equal(["127.0.0.0/8"], key.GetProperty("client_ips").EnumerateArray().Select(range => range.GetString()));
        Assert.Equal(200, (await World.ClientWith(secret).ChatAsync(ChatRequests.Plain())).Status);
    }

    [Fact]
    public async Task A_rotated_key_has_two_secrets_for_a_while_and_then_one()
    {
        Provider.Otherwise(_ => ChatReplies.Plain());
        var first = (await SendAsync("POST", "", """{"id":"rotated"}""")).Json.GetProperty("secret").GetString()!;

        var rotated = await SendAsync("POST", "/rotated/rotate", """{"overlap":"1h"}""");
        var second = rotated.Json.GetProperty("secret").GetString()!;
        Assert.NotEqual(first, second);
        Assert.Equal((200, 200), ((await World.ClientWith(first).ChatAsync(ChatRequests.Plain())).Status, (await World.ClientWith(second).ChatAsync(ChatRequests.Plain())).Status));
        Assert.True(rotated.Json.GetProperty("key").TryGetProperty("previous_secret_until", out _), rotated.Text);

        var third = (await SendAsync("POST", "/rotated/rotate", """{"overlap":"0s"}""")).Json.GetProperty("secret").GetString()!;
        Assert.Equal((401, 403, 200), (
            (await World.ClientWith(first).ChatAsync(ChatRequests.Plain())).Status,
            (await World.ClientWith(second).ChatAsync(ChatRequests.Plain())).Status,
            (await World.ClientWith(third).ChatAsync(ChatRequests.Plain())).Status));
        Assert.Equal(400, (await SendAsync("POST", "/rotated/rotate", """{"overlap":"soon"}""")).Status);
        Assert.Equal(400, (await SendAsync("POST", "/rotated/rotate", """{"overlaps":"1h"}""")).Status);
    }

    [Fact]
    public async Task A_deleted_key_opens_nothing_any_more()
    {
        var secret = (await SendAsync("POST", "", """{"id":"deleted"}""")).Json.GetProperty("secret").GetString()!;

        var deleted = await SendAsync("DELETE", "/deleted");

        Assert.Equal("""{"object":"api_key","id":"deleted","deleted":true}""", deleted.Text);
        Assert.Equal(401, (await World.ClientWith(secret).ChatAsync(ChatRequests.Plain())).Status);
        Assert.Equal((404, 404), ((await SendAsync("GET", "/deleted")).Status, (await SendAsync("DELETE", "/deleted")).Status));
    }

    [Fact]
    public async Task Keys_of_the_file_are_listed_among_the_others_and_cannot_be_changed()
    {
        await SendAsync("POST", "", """{"id":"a-first"}""");
        await SendAsync("POST", "", """{"id":"z-last"}""");

        var ids = new List<string>();
        for (var after = ""; ;)
        {
            var page = (await SendAsync("GET", $"?limit=2&after={after}")).Json;
            ids.AddRange(page.GetProperty("data").EnumerateArray().Select(key => Text(key, "id")!));
            if (!page.TryGetProperty("next_after", out var next))
                break;
            after = next.GetString()!;
        }

        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Distinct(), ids);
        Assert.Subset(ids.ToHashSet(), new HashSet<string> { "a-first", "clerk", "owner", "tester", "z-last" });
        Assert.Equal(409, (await SendAsync("PATCH", "/owner", """{"enabled":false}""")).Status);
        Assert.Equal(409, (await SendAsync("DELETE", "/owner")).Status);
        Assert.Equal(409, (await SendAsync("POST", "/owner/rotate")).Status);
        Assert.Equal(409, (await SendAsync("POST", "", """{"id":"owner"}""")).Status);
        Assert.Equal(409, (await SendAsync("POST", "", """{"id":"a-first"}""")).Status);
    }

    [Theory]
    [InlineData("""{"id":"x","scope":["admin.read"]}""", "did you mean `scopes`?")]
    [InlineData("""{"id":"x","scopes":["admin.reed"]}""", "no scope `admin.reed`")]
    [InlineData("""{"id":"x","key_env":"HOME"}""", "not in a variable or a file")]
    [InlineData("""{"id":"x","key":"{file./etc/passwd}"}""", "not in a variable or a file")]
    [InlineData("""{"id":"x","key":"a","key_hash":"blake2b:00"}""", "has its secret twice")]
    [InlineData("""{"id":"x","client_ips":["10.0.0.0/99"]}""", "client_ips")]
    [InlineData("""{"id":"x","key":"short"}""", "at least 20 characters")]
    [InlineData("""{"id":"x","key":"long enough but with spaces"}""", "all of them visible")]
    [InlineData("""{"name":"no id"}""", "`id` is missing")]
    [InlineData("""{"id":"jwt:corp:ann"}""", "the holders of tokens")]
    [InlineData("null", "no JSON object")]
    public async Task What_is_wrong_is_told_and_makes_nothing(string body, string what)
    {
        var refused = await SendAsync("POST", "", body);

        Assert.Equal(400, refused.Status);
        Assert.Contains(what, Text(refused.Json, "detail"), StringComparison.Ordinal);
        Assert.Equal(404, (await SendAsync("GET", "/x")).Status);
    }

    [Fact]
    public async Task A_key_is_rotated_in_the_version_that_was_read()
    {
        var tag = (await SendAsync("POST", "", """{"id":"versioned"}""")).Headers["etag"]!;
        var client = new Client(World.Gateway.AdminUri);
        var rotate = new Request("POST", "/admin/v1/api-keys/versioned/rotate").As(Owner);

        var first = await client.SendAsync(rotate.With("if-match", tag));
        var late = await client.SendAsync(rotate.With("if-match", tag));
        var wrong = await client.SendAsync(rotate.With("if-match", "W/x"));

        Assert.Equal((200, 412, 400), (first.Status, late.Status, wrong.Status));
    }

    [Fact]
    public async Task A_secret_is_that_of_one_key_also_where_it_was_replaced_or_stands_in_the_file()
    {
        const string Secret = "a-secret-of-more-than-twenty-letters";
        await SendAsync("POST", "", $$"""{"id":"holder","key":"{{Secret}}"}""");
        Assert.Equal(200, (await SendAsync("POST", "/holder/rotate")).Status);

        var refused = await SendAsync("POST", "", $$"""{"id":"thief","key":"{{Secret}}"}""");
        Assert.Equal((409, "Another key has this secret: let the gateway make one."), (refused.Status, Text(refused.Json, "detail")));
        Assert.Equal(409, (await SendAsync("POST", "", $$"""{"id":"thief","key_hash":"{{KeyHash.Of(Owner)}}"}""")).Status);
        Assert.Equal(201, (await SendAsync("POST", "", """{"id":"honest"}""")).Status);
        Assert.Equal(409, (await SendAsync("PATCH", "/honest", $$"""{"key":"{{Secret}}"}""")).Status);
        Assert.Equal(409, (await SendAsync("PUT", "/honest", $$"""{"id":"honest","key_hash":"{{KeyHash.Of(Owner)}}"}""")).Status);
        Assert.Equal(400, (await SendAsync("PATCH", "/honest", """{"key":"nobody-has-this-secret-so-far"}""")).Status);
    }

    [Theory]
    [InlineData("""{"id":"y","organization_id":"acme","scopes":["admin.read"]}""", "has not admin.read")]
    [InlineData("""{"id":"y"}""", "not of your tenant")]
    [InlineData("""{"id":"y","organization_id":"other"}""", "not of your tenant")]
    public async Task Nobody_grants_more_than_they_have(string body, string what)
    {
        var refused = await SendAsync("POST", "", body, secret: Clerk);

        Assert.Equal(403, refused.Status);
        Assert.Contains(what, Text(refused.Json, "detail"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/admin/v1/policies", """{"name":"clerks","models":["*"]}""")]
    [InlineData("/admin/v1/config/validate", """{"source":"file"}""")]
    public async Task A_key_of_a_tenant_changes_nothing_that_is_for_all(string path, string body) =>
        Assert.Equal(403, (await new Client(World.Gateway.AdminUri).SendAsync(Request.Post(path, body).As(Clerk))).Status);

    [Fact]
    public async Task Nobody_changes_a_key_that_has_more_than_theirs()
    {
        await SendAsync("POST", "", """{"id":"theirs","organization_id":"other"}""");
        await SendAsync("POST", "", """{"id":"higher","organization_id":"acme","scopes":["admin.read","admin.write"]}""");
        Assert.Equal(201, (await SendAsync("POST", "", """{"id":"ours","organization_id":"acme"}""", secret: Clerk)).Status);

        // Of those of others nobody is told anything, also not that they are there.
        foreach (var (id, status) in new[] { ("theirs", 404), ("owner", 404), ("higher", 403) })
        {
            Assert.Equal(status, (await SendAsync("PATCH", $"/{id}", """{"organization_id":"acme","scopes":["chat.completions"]}""", secret: Clerk)).Status);
            Assert.Equal(status, (await SendAsync("PATCH", $"/{id}", """{"id":"x","id":"y"}""", ("if-match", "\"999\""), secret: Clerk)).Status);
            Assert.Equal(status, (await SendAsync("POST", $"/{id}/rotate", secret: Clerk)).Status);
            Assert.Equal(status, (await SendAsync("DELETE", $"/{id}", secret: Clerk)).Status);
        }

        Assert.Equal(403, (await SendAsync("PATCH", "/ours", """{"organization_id":"other"}""", secret: Clerk)).Status);
        Assert.Equal(200, (await SendAsync("DELETE", "/ours", secret: Clerk)).Status);
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private Task<Answer> SendAsync(string method, string target, string? body = null, (string, string)? header = null, string secret = Owner)
    {
        var request = body is null ? new Request(method, $"/admin/v1/api-keys{target}") : Request.Post($"/admin/v1/api-keys{target}", body) with { Method = method };
        request = request.As(secret);
        return new Client(World.Gateway.AdminUri).SendAsync(header is { } one ? request.With(one.Item1, one.Item2) : request);
    }
}
