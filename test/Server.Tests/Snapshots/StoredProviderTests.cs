using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Snapshots;

/// <summary>Providers that are made through the admin API: what becomes of their credentials, and what they cannot reach.</summary>
[Trait("Category", "Process")]
public sealed class StoredProviderTests
{
    private const string Secret = "sk-a-very-secret-credential-4711";

    private static readonly KeyValuePair<string, string> MasterKey = new("FERROGATE_MASTER_KEY", new string('7', 64));

    private static GatewayConfigText Config(bool allowsPrivate) => new()
    {
        Global = allowsPrivate ? "allow_private_urls on" : "",
        Ai = """
            api_key owner {
            	key owner-secret
            	scopes admin.read admin.write chat.completions
            }
            """,
    };

    [Fact]
    public async Task A_credential_is_shown_to_its_provider_and_is_nowhere_in_the_data_and_in_no_answer()
    {
        await using var world = await World.StartAsync(Config(allowsPrivate: true), MasterKey);
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        var provider = $$"""{"name":"made","kind":"openai-compatible","base_url":"{{world.Provider.Address}}v1","api_key":"{{Secret}}"}""";
        var made = await SendAsync(world, "POST", "providers", provider);
        Assert.Equal(201, made.Status);
        Assert.Equal(201, (await SendAsync(world, "POST", "models", """{"name":"m","provider":"made","provider_model":"m-1"}""")).Status);

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        await world.StartGatewayAsync();
        Assert.Equal(200, (await world.ClientWith("owner-secret").ChatAsync(ChatRequests.Plain(model: "m"))).Status);
        Assert.Equal($"Bearer {Secret}", world.Provider.Requests[^1].Headers["authorization"]);

        // Sent back as it is shown, it stays.
        var shown = await SendAsync(world, "GET", "providers/made");
        Assert.Equal("(secret)", shown.Json.GetProperty("provider").GetProperty("api_key").GetString());
        Assert.Equal(200, (await SendAsync(world, "PUT", "providers/made", shown.Json.GetProperty("provider").GetRawText())).Status);
        Assert.Equal(200, (await world.ClientWith("owner-secret").ChatAsync(ChatRequests.Plain(model: "m"))).Status);
        Assert.Equal($"Bearer {Secret}", world.Provider.Requests[^1].Headers["authorization"]);

        Assert.DoesNotContain(Secret, made.ToString() + shown + (await SendAsync(world, "GET", "providers")), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, world.Gateway.Output + world.Gateway.Error, StringComparison.Ordinal);
        Assert.Equal(0, await world.Gateway.TerminateAsync());
        foreach (var file in Directory.EnumerateFiles(world.DataFolder, "*", SearchOption.AllDirectories))
            Assert.False((await File.ReadAllBytesAsync(file)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Secret)) >= 0, file);
    }

    [Fact]
    public async Task Without_a_master_key_a_credential_is_refused()
    {
        await using var world = await World.StartAsync(Config(allowsPrivate: true));

        var refused = await SendAsync(world, "POST", "providers", $$"""{"name":"made","kind":"openai-compatible","base_url":"{{world.Provider.Address}}v1","api_key":"{{Secret}}"}""");

        Assert.Equal(400, refused.Status);
        Assert.Contains("FERROGATE_MASTER_KEY", refused.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, refused.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/v1", "begins with https://")]
    [InlineData("http://api.example.com/v1", "begins with https://")]
    public async Task Its_URL_is_that_of_a_public_server(string url, string what)
    {
        await using var world = await World.StartAsync(Config(allowsPrivate: false));

        var refused = await SendAsync(world, "POST", "providers", $$"""{"name":"made","kind":"openai-compatible","base_url":"{{url}}"}""");

        Assert.Equal(409, refused.Status);
        Assert.Contains(what, refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://127.0.0.1:9/v1")]
    [InlineData("https://localhost:9/v1")]
    [InlineData("https://169.254.169.254/v1")]
    [InlineData("https://[::1]:9/v1")]
    [InlineData("https://[::ffff:10.0.0.1]/v1")]
    public async Task A_name_that_leads_to_a_private_address_is_not_connected_to(string url)
    {
        await using var world = await World.StartAsync(Config(allowsPrivate: false));
        Assert.Equal(201, (await SendAsync(world, "POST", "providers", $$"""{"name":"made","kind":"openai-compatible","base_url":"{{url}}"}""")).Status);
        Assert.Equal(201, (await SendAsync(world, "POST", "models", """{"name":"m","provider":"made","provider_model":"m-1"}""")).Status);

        var answer = await world.ClientWith("owner-secret").ChatAsync(ChatRequests.Plain(model: "m"));

        ErrorAssert.IsRefusal(answer, 502, "provider_dispatch_error");
    }

    [Theory]
    [InlineData("{file./etc/passwd}", "reads no files")]
    [InlineData("{env.FERROGATE_MASTER_KEY}", "the gateway's own")]
    [InlineData("{env.HOME}", "reads no environment variables")]
    [InlineData("env.HOME", "reads no environment variables")]
    public async Task Its_credential_is_no_file_and_nothing_of_the_environment(string credential, string what)
    {
        await using var world = await World.StartAsync(Config(allowsPrivate: true), MasterKey);

        var refused = await SendAsync(world, "POST", "providers", $$"""{"name":"made","kind":"openai-compatible","base_url":"https://api.example.com/v1","api_key":"{{credential}}"}""");

        Assert.Equal(400, refused.Status);
        Assert.Contains(what, refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static Task<Answer> SendAsync(World world, string method, string target, string? body = null) => new Client(world.Gateway.AdminUri)
        .SendAsync((body is null ? new Request(method, $"/admin/v1/{target}") : Request.Post($"/admin/v1/{target}", body) with { Method = method }).As("owner-secret"));
}
