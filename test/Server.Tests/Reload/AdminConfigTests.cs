using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Reload;

/// <summary>The admin API says what a config would do, and brings one into force, for keys that may.</summary>
[Trait("Category", "Process")]
public sealed class AdminConfigTests
{
    private const string Operator = "operator-secret";

    private static readonly GatewayConfigText First = new()
    {
        Site = "respond /greeting first",
        Ai = $"api_key operator {{\n\tkey {Operator}\n\tscopes admin.read admin.write\n}}",
    };

    private static readonly GatewayConfigText Second = First with { Site = "respond /greeting second" };

    [Fact]
    public async Task A_config_that_is_sent_comes_into_force()
    {
        await using var world = await World.StartAsync(First);
        var before = await StatusAsync(world);

        var answer = await PostAsync(world, "reload", Caddyfile(world, Second));

        Assert.Equal(200, answer.Status);
        Assert.Equal((true, true, "process-local", null), (
            answer.Json.GetProperty("valid").GetBoolean(),
            answer.Json.GetProperty("committed").GetBoolean(),
            answer.Json.GetProperty("mode").GetString(),
            answer.Json.GetProperty("error").GetString()));
        Assert.Equal(answer.Json.GetProperty("candidate_snapshot").GetString(), answer.Json.GetProperty("active_snapshot").GetString());
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
        var after = await StatusAsync(world);
        Assert.Equal(answer.Json.GetProperty("active_snapshot").GetString(), after.GetProperty("snapshot").GetString());
        Assert.NotEqual(before.GetProperty("snapshot").GetString(), after.GetProperty("snapshot").GetString());
    }

    [Fact]
    public async Task The_file_of_the_process_comes_into_force()
    {
        await using var world = await World.StartAsync(First);
        world.Rewrite(Second);

        var answer = await PostAsync(world, "reload", new JsonObject { ["source"] = "file" });

        Assert.True(answer.Json.GetProperty("committed").GetBoolean(), answer.ToString());
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task Validating_changes_nothing()
    {
        await using var world = await World.StartAsync(First);

        var answer = await PostAsync(world, "validate", Caddyfile(world, Second));

        Assert.Equal((true, "process-local", false), (
            answer.Json.GetProperty("valid").GetBoolean(),
            answer.Json.GetProperty("reload_mode").GetString(),
            answer.Json.GetProperty("listener_reload_required").GetBoolean()));
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task A_bad_config_is_answered_with_everything_that_is_wrong_and_where()
    {
        await using var world = await World.StartAsync(First);

        var answer = await PostAsync(world, "reload", Caddyfile(world, First with { Site = "respont /x y", Reliability = "no_such_option 1" }));

        Assert.Equal((200, false, false), (
            answer.Status, answer.Json.GetProperty("valid").GetBoolean(), answer.Json.GetProperty("committed").GetBoolean()));
        var found = answer.Json.GetProperty("diagnostics").EnumerateArray().ToList();
        Assert.Equal(2, found.Count);
        Assert.All(found, each => Assert.True(each.GetProperty("line").GetInt32() > 1, each.ToString()));
        Assert.All(found, each => Assert.EndsWith("sent.caddyfile", each.GetProperty("file").GetString(), StringComparison.Ordinal));
        Assert.Contains("respont", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("no_such_option", answer.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_would_go_is_told_of_and_nothing_changes()
    {
        await using var world = await World.StartAsync(First);
        var moved = Second.For(world.Provider, world.DataFolder).Replace("http://:0", "http://:12345", StringComparison.Ordinal);

        var validated = await PostAsync(world, "validate", Sent(moved));
        var reloaded = await PostAsync(world, "reload", Sent(moved));

        Assert.Equal((true, "listener-level-required", true), (
            validated.Json.GetProperty("valid").GetBoolean(),
            validated.Json.GetProperty("reload_mode").GetString(),
            validated.Json.GetProperty("listener_reload_required").GetBoolean()));
        Assert.Equal((true, false, true), (
            reloaded.Json.GetProperty("valid").GetBoolean(),
            reloaded.Json.GetProperty("committed").GetBoolean(),
            reloaded.Json.GetProperty("listener_reload_required").GetBoolean()));
        Assert.Contains("--graceful-upgrade", reloaded.Json.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task A_config_that_is_sent_reads_no_file_outside_the_folder_of_the_config_file()
    {
        await using var world = await World.StartAsync(First);
        using var elsewhere = new TemporaryFolder();
        var secret = elsewhere.Write("secret.caddyfile", "respond /stolen yes");
        File.CreateSymbolicLink(Path.Combine(world.Folder, "link.caddyfile"), secret);
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "near.caddyfile"), "respond /near yes", TestContext.Current.CancellationToken);

        foreach (var import in (string[])[$"import {secret}", "import link.caddyfile", "import ../*/secret.caddyfile", $"respond /stolen {{file.{secret}}}"])
        {
            var answer = await PostAsync(world, "validate", Caddyfile(world, First with { Site = import }));
            Assert.False(
                answer.Json.GetProperty("valid").GetBoolean() && !answer.Json.GetProperty("diagnostics").ToString().Contains("no-matching-file", StringComparison.Ordinal),
                $"{import}: {answer}");
        }

        var near = await PostAsync(world, "reload", Caddyfile(world, First with { Site = "import near.caddyfile" }));
        Assert.True(near.Json.GetProperty("committed").GetBoolean(), near.ToString());
        Assert.Equal("yes", (await world.Client.GetAsync("/near")).Text);
    }

    [Theory]
    [InlineData("""{}""", "exactly one")]
    [InlineData("""{"source":"file","config_toml":""}""", "exactly one")]
    [InlineData("""{"source":"elsewhere"}""", "There is no source")]
    [InlineData("""{"source":"file","filename":"x"}""", "'filename' belongs to a text")]
    [InlineData("""{"sauce":"file"}""", "no JSON object with")]
    [InlineData("""{"source":"file","source":"file"}""", "no JSON object with")]
    [InlineData("""{"config_toml":1}""", "no JSON object with")]
    [InlineData("""null""", "JSON object")]
    [InlineData("""nonsense""", "no JSON object with")]
    public async Task A_request_that_means_nothing_is_400(string body, string reason)
    {
        await using var world = await World.StartAsync(First);

        var answer = await AdminOf(world, Operator).SendAsync(Request.Post("/admin/v1/config/reload", body));

        Assert.Equal(400, answer.Status);
        Assert.Contains(reason, answer.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doors_of_the_config_are_as_closed_as_they_should_be()
    {
        await using var world = await World.StartAsync(First);
        var body = """{"source":"file"}""";

        Assert.Equal(401, (await AdminOf(world, null).SendAsync(Request.Post("/admin/v1/config/reload", body))).Status);
        Assert.Equal(403, (await AdminOf(world, GatewayConfigText.Key).SendAsync(Request.Post("/admin/v1/config/reload", body))).Status);
        Assert.Equal(403, (await AdminOf(world, GatewayConfigText.Key).SendAsync(Request.Post("/admin/v1/config/validate", body))).Status);
        Assert.Equal(200, (await AdminOf(world, GatewayConfigText.Key).GetAsync("/admin/v1/status")).Status);
        Assert.Equal(405, (await AdminOf(world, Operator).GetAsync("/admin/v1/config/reload")).Status);
        var form = Request.Post("/admin/v1/config/reload", body).Without("content-type").With("content-type", "text/plain");
        Assert.Equal(415, (await AdminOf(world, Operator).SendAsync(form)).Status);
        var large = Request.Post("/admin/v1/config/reload", $$"""{"config_toml":"{{new string('#', 1024 * 1024)}}"}""");
        Assert.Equal(413, (await AdminOf(world, Operator).SendAsync(large)).Status);
        Assert.Equal(404, (await world.ClientWith(Operator).GetAsync("/admin/v1/status")).Status);
    }

    [Fact]
    public async Task The_data_listener_serves_the_admin_API_only_where_that_was_said()
    {
        await using var world = await World.StartAsync(First);
        Assert.Equal(404, (await world.ClientWith(Operator).GetAsync("/admin/v1/status")).Status);

        await world.ReloadAsync(First with { Global = "admin_on_data_listener" });

        Assert.Equal(200, (await world.ClientWith(Operator).GetAsync("/admin/v1/status")).Status);
        Assert.Equal(401, (await world.ClientWith(null).GetAsync("/admin/v1/status")).Status);
        Assert.Equal(403, (await world.ClientWith(Operator).SendAsync(
            Request.Get("/admin/v1/status").With("origin", "http://evil.example"))).Status);
    }

    [Fact]
    public async Task No_answer_shows_a_secret()
    {
        await using var world = await World.StartAsync(First);
        var bad = Caddyfile(world, Second with { Ai = First.Ai + "\napi_key twin {\n\tkey operator-secret\n}" });

        foreach (var answer in (Answer[])[
            await PostAsync(world, "reload", Caddyfile(world, Second)),
            await PostAsync(world, "validate", bad),
            await AdminOf(world, Operator).GetAsync("/admin/v1/status"),
            await AdminOf(world, Operator).GetAsync("/admin/v1/audit-events")])
        {
            Assert.All((string[])[Operator, GatewayConfigText.Key, "provider-secret"], secret => Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Status_says_what_runs()
    {
        await using var world = await World.StartAsync(First with { Site = "reverse_proxy /p/* 127.0.0.1:9 127.0.0.1:10" });

        var status = await StatusAsync(world);

        Assert.Equal(("ferrogate", "kestrel", "running"), (
            status.GetProperty("service").GetString(), status.GetProperty("runtime").GetString(), status.GetProperty("state").GetString()));
        Assert.Equal((1, 1, 2, 1, 2, 1), (
            status.GetProperty("providers").GetInt32(),
            status.GetProperty("models").GetInt32(),
            status.GetProperty("api_keys").GetInt32(),
            status.GetProperty("routes").GetInt32(),
            status.GetProperty("upstreams").GetInt32(),
            status.GetProperty("sites").GetInt32()));
        Assert.Equal(
            [world.Gateway.DataUri.AbsoluteUri.TrimEnd('/'), world.Gateway.AdminUri.AbsoluteUri.TrimEnd('/')],
            status.GetProperty("listeners").EnumerateArray().Select(listener => listener.GetProperty("url").GetString()!));
    }

    private static JsonObject Caddyfile(World world, GatewayConfigText config) => Sent(config.For(world.Provider, world.DataFolder));

    private static JsonObject Sent(string text) => new() { ["config_caddyfile"] = text, ["filename"] = "../../sent.caddyfile" };

    private static Client AdminOf(World world, string? key) => new(world.Gateway.AdminUri, key);

    private static Task<Answer> PostAsync(World world, string action, JsonObject body) =>
        AdminOf(world, Operator).SendAsync(Request.Post($"/admin/v1/config/{action}", body.ToJsonString()));

    private static async Task<JsonElement> StatusAsync(World world) => (await AdminOf(world, Operator).GetAsync("/admin/v1/status")).Json;
}
