using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Telemetry.Logs;

/// <summary>Which requests the access log tells of in each mode, and what it never tells.</summary>
[Trait("Category", "Process")]
public sealed class AccessLogTests
{
    [Fact]
    public async Task Off_tells_nothing()
    {
        var log = await LogOfAsync("access_log off");

        Assert.Equal((0, 0), (Lines(log, "good-"), Lines(log, "bad-")));
    }

    [Fact]
    public async Task Error_tells_of_errors_only()
    {
        var log = await LogOfAsync("access_log error");

        Assert.Equal((0, 6), (Lines(log, "good-"), Lines(log, "bad-")));
    }

    [Fact]
    public async Task All_tells_of_everything()
    {
        var log = await LogOfAsync("access_log all");

        Assert.Equal((6, 6), (Lines(log, "good-"), Lines(log, "bad-")));
        var line = log.Split('\n').Single(line => line.Contains("good-0", StringComparison.Ordinal));
        foreach (var told in (string[])["POST", "/v1/chat/completions", "200"])
            Assert.Contains(told, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sampled_tells_of_errors_and_one_of_so_many_others()
    {
        var log = await LogOfAsync("access_log sampled\naccess_log_sample_rate 3");

        Assert.Equal((2, 6), (Lines(log, "good-"), Lines(log, "bad-")));
    }

    [Fact]
    public async Task Errors_are_told_at_most_so_often()
    {
        var log = await LogOfAsync("access_log error\naccess_log_error_rate_limit_per_sec 1");

        Assert.InRange(Lines(log, "bad-"), 1, 5);
    }

    [Fact]
    public async Task A_site_that_says_log_is_in_it_without_a_mode()
    {
        var log = await LogOfAsync("", site: "log");

        Assert.Equal((6, 6), (Lines(log, "good-"), Lines(log, "bad-")));
    }

    [Fact]
    public async Task A_site_that_says_log_has_each_of_its_errors_in_it()
    {
        var log = await LogOfAsync("access_log_error_rate_limit_per_sec 1", site: "log");

        Assert.Equal((6, 6), (Lines(log, "good-"), Lines(log, "bad-")));
    }

    [Fact]
    public async Task An_answer_that_was_cut_off_is_an_error_without_a_status()
    {
        await using var world = await World.StartAsync(Config("", "log\nhandle {\n\treverse_proxy $PROVIDER\n}"));
        world.Provider.Otherwise(_ => Reply.Json("a whole answer").StopAt(3).ThenCut());

        Assert.False((await world.Client.SendAsync(Request.Get("/cut"))).IsComplete);
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.Matches("\"level\":\"ERROR\".*\"uri\":\"/cut\".*\"status\":null", world.Gateway.Error);
    }

    [Fact]
    public async Task Debug_tells_more_and_no_secrets()
    {
        await using var world = await World.StartAsync(Config("", "handle {\n\treverse_proxy $PROVIDER\n}") with { Global = "debug" });
        world.Provider.Otherwise(_ => Reply.Json("{}"));
        await world.Client.SendAsync(Request.Get("/p?token=hidden-word"));
        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.Contains(" DEBUG ", world.Gateway.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", world.Gateway.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_site_that_does_not_say_log_is_in_it_with_its_errors_or_as_a_mode_says()
    {
        var untold = await LogOfAsync("", site: "");
        var told = await LogOfAsync("access_log all", site: "");

        Assert.Equal((0, 6), (Lines(untold, "good-"), Lines(untold, "bad-")));
        Assert.Equal((6, 6), (Lines(told, "good-"), Lines(told, "bad-")));
    }

    [Fact]
    public async Task Secrets_and_control_characters_are_never_in_it()
    {
        await using var world = await World.StartAsync(Config("access_log all", "log"));
        await world.Client.SendAsync(
            Request.Get($"/nowhere%0aforged-line%1b[31m?key={GatewayConfigText.Key}&x=%0d%0aforged-too&a=1;api_key={GatewayConfigText.Key}&%6bey={GatewayConfigText.Key}").With("user-agent", "odd\u0001agent"));
        await world.ClientWith("an-unknown-secret").ChatAsync(ChatRequests.Plain());

        Assert.Equal(0, await world.Gateway.TerminateAsync());

        var log = world.Gateway.Error + world.Gateway.Output;
        Assert.Contains("/nowhere", log, StringComparison.Ordinal);
        Assert.DoesNotContain(GatewayConfigText.Key, log, StringComparison.Ordinal);
        Assert.DoesNotContain("an-unknown-secret", log, StringComparison.Ordinal);
        Assert.DoesNotContain("provider-secret", log, StringComparison.Ordinal);
        Assert.DoesNotContain(log, letter => char.IsControl(letter) && letter is not ('\n' or '\r'));
        Assert.DoesNotContain(log.Split('\n'), line => line.StartsWith("forged", StringComparison.Ordinal));
    }

    private static async Task<string> LogOfAsync(string telemetry, string site = "log")
    {
        await using var world = await World.StartAsync(Config(telemetry, site));
        world.Provider.Otherwise(_ => ChatReplies.Plain());
        for (var i = 0; i < 6; i++)
        {
            var good = await world.Client.SendAsync(Request.Chat(ChatRequests.Plain()).With("x-request-id", $"good-{i}"));
            var bad = await world.Client.SendAsync(Request.Get("/v1/models/none").With("x-request-id", $"bad-{i}"));
            Assert.Equal((200, 404), (good.Status, bad.Status));
        }

        Assert.Equal(0, await world.Gateway.TerminateAsync());
        return world.Gateway.Error;
    }

    private static GatewayConfigText Config(string telemetry, string site) => new()
    {
        Global = telemetry.Length == 0 ? "" : $"telemetry {{\n{telemetry}\n}}",
        Site = site,
    };

    private static int Lines(string log, string id) => log.Split('\n').Count(line => line.Contains(id, StringComparison.Ordinal));
}
