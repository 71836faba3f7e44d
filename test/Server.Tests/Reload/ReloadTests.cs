using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Reload;

/// <summary>SIGHUP: the config file comes into force in the running process, as a whole or not at all.</summary>
[Trait("Category", "Process")]
public sealed class ReloadTests
{
    private static readonly GatewayConfigText First = new() { Site = "respond /greeting first" };

    [Fact]
    public async Task What_a_site_says_changes_for_the_next_request_on_the_same_connection()
    {
        await using var world = await World.StartAsync(First);
        await using var connection = await Connection.OpenAsync(world.Gateway.DataUri);
        await connection.SendAsync(Request.Get("/greeting"));
        Assert.Equal("first", (await (await connection.ReceiveAsync()).ReadToEndAsync()).Text);

        await world.ReloadAsync(First with { Site = "respond /greeting second" });

        await connection.SendAsync(Request.Get("/greeting"));
        Assert.Equal("second", (await (await connection.ReceiveAsync()).ReadToEndAsync()).Text);
    }

    [Fact]
    public async Task A_bad_config_changes_nothing_and_everything_wrong_with_it_is_told()
    {
        await using var world = await World.StartAsync(First);

        var said = await world.ReloadAsync(First with { Site = "respond /greeting second\nrespont /x y", Reliability = "no_such_option 1" });

        Assert.Contains("rejected, and nothing has changed", said, StringComparison.Ordinal);
        Assert.Contains("respont", said, StringComparison.Ordinal);
        Assert.Contains("no_such_option", said, StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task A_good_config_after_a_bad_one_comes_into_force()
    {
        await using var world = await World.StartAsync(First);
        world.RewriteAs("nonsense {");
        await world.Gateway.ReloadAsync();

        await world.ReloadAsync(First with { Site = "respond /greeting second" });

        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task A_stream_goes_on_with_the_config_that_it_began_with()
    {
        await using var world = await World.StartAsync(First);
        var gate = new Gate();
        var text = ChatReplies.StreamText("one two") + ChatReplies.UsageEvent(5, 6) + ChatReplies.Done;
        world.Provider.Enqueue(Reply.Sse(text).HoldAfter(ChatReplies.Word("one"), gate));
        await using var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        await world.ReloadAsync(First with { Models = ["other"] });
        gate.Open();

        var answer = await live.ReadToEndAsync();
        Assert.Equal((text, true), (answer.Text, answer.IsComplete));
        Assert.Equal(404, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);
        Assert.Equal("finished", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_key_that_was_taken_out_opens_nothing_any_more()
    {
        var withGuest = First with { Ai = "api_key guest {\n\tkey guest-secret\n\tscopes models.read\n}" };
        await using var world = await World.StartAsync(withGuest);
        Assert.Equal(200, (await world.ClientWith("guest-secret").GetAsync("/v1/models")).Status);

        await world.ReloadAsync(First);

        Assert.Equal(401, (await world.ClientWith("guest-secret").GetAsync("/v1/models")).Status);
        Assert.Equal(200, (await world.Client.GetAsync("/v1/models")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("stream_usage off")]
    [InlineData("timeouts {\n\tconnect 3s\n}")]
    public async Task The_circuit_of_a_provider_stays_open_also_where_the_provider_changes(string change)
    {
        var config = First with
        {
            Reliability = """
                provider_dispatch_max_retries 0
                provider_circuit_breaker_failure_threshold 1
                provider_circuit_breaker_cooldown_secs 600
                """,
        };
        await using var world = await World.StartAsync(config);
        world.Provider.Enqueue(Reply.Error(500, "Down"));
        Assert.Equal(500, (await world.Client.ChatAsync(ChatRequests.Plain())).Status);

        await world.ReloadAsync(config with { Site = "respond /greeting second", Provider = change });

        ErrorAssert.IsRefusal(await world.Client.ChatAsync(ChatRequests.Plain()), 503, "provider_circuit_open");
        Assert.Single(world.Provider.Requests);
    }

    [Fact]
    public async Task What_a_key_has_used_up_stays_used_up()
    {
        var limited = First with
        {
            Ai = """
                api_key few {
                	key few-secret
                	request_limit_per_minute 1
                }
                api_key poor {
                	key poor-secret
                	monthly_token_budget 1000
                }
                """,
        };
        await using var world = await World.StartAsync(limited);
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 900, completion: 90));
        Assert.Equal(200, (await world.ClientWith("few-secret").ChatAsync(ChatRequests.Plain(maxTokens: 4))).Status);
        Assert.Equal(200, (await world.ClientWith("poor-secret").ChatAsync(ChatRequests.Plain(maxTokens: 4))).Status);

        await world.ReloadAsync(limited with { Site = "respond /greeting second" });

        ErrorAssert.IsRefusal(await world.ClientWith("few-secret").ChatAsync(ChatRequests.Plain(maxTokens: 4)), 429, "rate_limit_exceeded");
        ErrorAssert.IsRefusal(await world.ClientWith("poor-secret").ChatAsync(ChatRequests.Plain(maxTokens: 4)), 429, "token_budget_exceeded");
    }

    [Fact]
    public async Task A_change_of_the_data_directory_is_refused()
    {
        await using var world = await World.StartAsync(First);

        world.RewriteAs((First with { Site = "respond /greeting second" }).For(world.Provider, world.DataFolder + "-other"));
        var said = await world.Gateway.ReloadAsync();

        Assert.Contains("the data directory changes", said, StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task Another_PostgreSQL_is_refused_without_being_shown()
    {
        await using var world = await World.StartAsync(First);

        var said = await world.ReloadAsync(First with { Site = "respond /greeting second", Data = "postgres \"Host=127.0.0.1;Port=1;Database=fleet;Password=of-the-database\"" });

        Assert.Contains("the PostgreSQL of the fleet changes", said, StringComparison.Ordinal);
        Assert.DoesNotContain("of-the-database", said, StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task Reloads_are_in_the_audit_log()
    {
        await using var world = await World.StartAsync(First);

        await world.ReloadAsync(First with { Site = "respond /greeting second" });
        world.RewriteAs("nonsense {");
        await world.Gateway.ReloadAsync();

        var events = (await world.Admin.ListAsync("audit-events")).GetProperty("data").EnumerateArray()
            .Select(json => (
                json.GetProperty("actor").GetString(),
                json.GetProperty("action").GetString(),
                json.GetProperty("target").GetString(),
                json.GetProperty("outcome").GetString()));
        Assert.Equal([("sighup", "config.reload", "file", "rejected"), ("sighup", "config.reload", "file", "committed")], events);
    }
}
