using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Dialects;

/// <summary>A provider may have several credentials: they are used in turn, and one that is refused is set aside.</summary>
[Trait("Category", "Process")]
public sealed class CredentialsTests
{
    private const string Ai = """
        provider several {
        	kind openai
        	base_url $PROVIDER/v1
        	api_keys key-a key-b {file.$FOLDER/key-c}
        }
        model several -> several:gpt-x
        """;

    [Fact]
    public async Task They_are_used_in_turn_whether_they_stand_in_the_config_or_in_a_file()
    {
        await using var world = await StartAsync();
        world.Provider.Otherwise(_ => DialectReplies.Plain("chat"));

        for (var i = 0; i < 6; i++)
            Assert.Equal(200, (await world.Client.SendAsync(DialectRequests.Of("chat", "several"))).Status);

        Assert.Equal(["key-a", "key-b", "key-c", "key-a", "key-b", "key-c"], world.Provider.Requests.Select(KeyOf));
    }

    [Theory]
    [InlineData(401, """{"error":{"message":"no","code":"invalid_api_key"}}""")]
    [InlineData(403, """{"error":{"message":"no","code":"account_deactivated"}}""")]
    public async Task One_that_is_refused_is_set_aside_and_no_caller_feels_it(int status, string error)
    {
        await using var world = await StartAsync();
        world.Provider.Otherwise(request => KeyOf(request) == "key-a" ? Reply.Json(error, status) : DialectReplies.Plain("chat"));

        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await world.Client.SendAsync(DialectRequests.Of("chat", "several"))).Status);

        Assert.Single(world.Provider.Requests, request => KeyOf(request) == "key-a");
        Assert.Equal(6, world.Provider.Requests.Count);
    }

    [Fact]
    public async Task An_error_that_is_the_callers_sets_none_aside()
    {
        await using var world = await StartAsync();
        world.Provider.Otherwise(_ => Reply.Error(403, "not in your country", "country"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "several"));

        Assert.Equal((403, "country"), (answer.Status, answer.ErrorCode));
        Assert.Single(world.Provider.Requests);
    }

    [Fact]
    public async Task Where_all_are_refused_the_caller_is_told_so_after_each_was_tried_once()
    {
        await using var world = await StartAsync();
        world.Provider.Otherwise(_ => Reply.Error(401, "no", "invalid_api_key"));

        var answer = await world.Client.SendAsync(DialectRequests.Of("chat", "several"));

        Assert.Equal((502, "provider_auth_error"), (answer.Status, answer.ErrorCode));
        Assert.Equal(["key-a", "key-b", "key-c"], world.Provider.Requests.Select(KeyOf).Order());
    }

    private static string? KeyOf(ReceivedRequest request) => request.Headers["authorization"]?["Bearer ".Length..];

    private static async Task<World> StartAsync()
    {
        var folder = new TemporaryFolder();
        folder.Write("key-c", "key-c\n");
        return await World.StartAsync(new GatewayConfigText { Ai = Ai.Replace("$FOLDER", folder.Path, StringComparison.Ordinal) });
    }
}
