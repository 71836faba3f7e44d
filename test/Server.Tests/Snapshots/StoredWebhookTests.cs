using System.Text;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Snapshots;

/// <summary>Webhooks of budgets that are made through the admin API: whoever knows one can post to it, so they are kept as credentials are.</summary>
[Trait("Category", "Process")]
public sealed class StoredWebhookTests
{
    private const string Secret = "T0000-B0000-a-very-secret-hook";

    private static GatewayConfigText Config => new()
    {
        Global = "allow_private_urls on",
        Ai = """
            api_key owner {
            	key owner-secret
            	scopes admin.read admin.write chat.completions
            }
            """,
    };

    [Fact]
    public async Task It_is_posted_to_and_is_nowhere_in_the_data_and_in_no_answer()
    {
        await using var hook = FakeProvider.Start();
        hook.Otherwise(_ => Reply.Json("{}"));
        await using var world = await World.StartAsync(Config, new KeyValuePair<string, string>("FERROGATE_MASTER_KEY", new string('7', 64)));
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 5, completion: 60));
        var made = await SendAsync(world, "POST", "budgets", $$"""{"name":"b","tokens":1000,"alert_at":["5%"],"webhook":"{{hook.Address}}{{Secret}}"}""");
        Assert.Equal(201, made.Status);

        // Sent back as it is shown, and with something else changed, it stays.
        var shown = await SendAsync(world, "GET", "budgets/b");
        Assert.Equal("(secret)", shown.Json.GetProperty("budget").GetProperty("webhook").GetString());
        var put = await SendAsync(world, "PUT", "budgets/b", """{"name":"b","tokens":1000,"alert_at":["6%"],"webhook":"(secret)"}""");
        Assert.Equal(200, put.Status);
        Assert.Equal(200, (await SendAsync(world, "PATCH", "budgets/b", """{"alert_at":["5%"]}""")).Status);

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await world.StartGatewayAsync();
        Assert.Equal(200, (await world.ClientWith("owner-secret").ChatAsync(ChatRequests.Plain(maxTokens: 100))).Status);
        await Testing.Patience.UntilAsync(() => Task.FromResult(hook.Requests.Count), count => count == 1, "the alert to be posted");
        Assert.Equal("/" + Secret, hook.Requests[0].Target);

        var list = await SendAsync(world, "GET", "budgets");
        Assert.DoesNotContain(Secret, made.Text + shown.Text + put.Text + list.Text + world.Gateway.Error, StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(world.DataFolder, "*.db*"))
            Assert.False((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)) >= 0, file);
    }

    [Fact]
    public async Task Without_a_master_key_there_is_none_by_API()
    {
        await using var world = await World.StartAsync(Config);

        var refused = await SendAsync(world, "POST", "budgets", $$"""{"name":"b","tokens":1000,"alert_at":["5%"],"webhook":"https://hooks.example.com/{{Secret}}"}""");

        Assert.Equal(400, refused.Status);
        Assert.Contains("FERROGATE_MASTER_KEY", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Text, StringComparison.Ordinal);
        Assert.Equal(201, (await SendAsync(world, "POST", "budgets", """{"name":"b","tokens":1000}""")).Status);
        Assert.Equal(400, (await SendAsync(world, "PATCH", "budgets/b", """{"alert_at":["5%"],"webhook":"(secret)"}""")).Status);
    }

    [Fact]
    public async Task One_that_another_key_has_sealed_is_told_of_and_stays()
    {
        var folder = Directory.CreateTempSubdirectory("ferrogate-master-");
        var path = Path.Combine(folder.FullName, "master.key");
        await File.WriteAllTextAsync(path, new string('7', 64));
        await using var world = await World.StartAsync(Config, new KeyValuePair<string, string>("FERROGATE_MASTER_KEY_FILE", path));
        await using var hook = FakeProvider.Start();
        hook.Otherwise(_ => Reply.Json("{}"));
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 5, completion: 60));
        Assert.Equal(201, (await SendAsync(world, "POST", "budgets", $$"""{"name":"b","tokens":1000,"alert_at":["5%"],"webhook":"{{hook.Address}}{{Secret}}"}""")).Status);

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await File.WriteAllTextAsync(path, new string('8', 64));
        await world.StartGatewayAsync();

        Assert.Contains("The webhook of the budget b was sealed under a key that is not in FERROGATE_MASTER_KEY", world.Gateway.Error, StringComparison.Ordinal);
        Assert.Equal("(secret)", (await SendAsync(world, "GET", "budgets/b")).Json.GetProperty("budget").GetProperty("webhook").GetString());
        Assert.Equal(200, (await SendAsync(world, "PUT", "budgets/b", """{"name":"b","tokens":1000,"alert_at":["6%"],"webhook":"(secret)"}""")).Status);

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await File.WriteAllTextAsync(path, new string('7', 64));
        await world.StartGatewayAsync();
        Assert.Equal(200, (await world.ClientWith("owner-secret").ChatAsync(ChatRequests.Plain(maxTokens: 100))).Status);
        await Testing.Patience.UntilAsync(() => Task.FromResult(hook.Requests.Count), count => count == 1, "the alert to be posted");
        folder.Delete(recursive: true);
    }

    private static Task<Answer> SendAsync(World world, string method, string target, string? body = null) => new Client(world.Gateway.AdminUri)
        .SendAsync((body is null ? new Request(method, $"/admin/v1/{target}") : Request.Post($"/admin/v1/{target}", body) with { Method = method }).As("owner-secret"));
}
