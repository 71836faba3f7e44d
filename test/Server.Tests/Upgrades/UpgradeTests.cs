using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FerroGate.Server.Hosting.Upgrades;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using FerroGate.Testing.Provider;
using Xunit;

namespace FerroGate.Server.Tests.Upgrades;

/// <summary>A running process hands over to a new one: what it has begun it ends, and what cannot take over changes nothing.</summary>
[Trait("Category", "Process")]
public sealed class UpgradeTests
{
    private static readonly GatewayConfigText First = new() { Site = "respond /greeting first" };

    private static readonly GatewayConfigText Second = First with { Site = "respond /greeting second" };

    [Fact]
    public async Task The_new_process_serves_the_new_config_at_the_same_addresses_and_the_old_one_ends()
    {
        await using var upgraded = await UpgradedWorld.StartAsync(First);
        var world = upgraded.World;
        world.Rewrite(Second);

        var result = await upgraded.UpgradeAsync();

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith($"upgrade OK: old_pid={world.Gateway.Id}, new_pid=", result.Output, StringComparison.Ordinal);
        await upgraded.OldOnesEndAsync();
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
        Assert.Equal(200, (await world.Admin.GetAsync("/admin/v1/status")).Status);
    }

    [Fact]
    public async Task What_the_old_process_has_begun_it_ends_and_it_counts_in_the_new_one()
    {
        var config = First with { Ai = "api_key poor {\n\tkey poor-secret\n\tmonthly_token_budget 1000\n}" };
        await using var upgraded = await UpgradedWorld.StartAsync(config);
        var world = upgraded.World;
        var poor = world.ClientWith("poor-secret");
        var gate = new Gate();
        world.Provider.Enqueue(StreamOf500Tokens(gate));
        await using var connection = await poor.StartAsync(Request.Chat(ChatRequests.Streamed(maxTokens: 700)));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));

        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);

        ErrorAssert.IsRefusal(await poor.ChatAsync(ChatRequests.Plain(maxTokens: 300)), 429, "budget_held");
        gate.Open();
        var answer = await live.ReadToEndAsync();
        Assert.True(answer.IsComplete, answer.ToString());
        await upgraded.OldOnesEndAsync();
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 10, completion: 5));
        await Testing.Patience.UntilAsync(
            () => poor.ChatAsync(ChatRequests.Plain(maxTokens: 300)), now => now.Status == 200, "the budget to be free again");
        ErrorAssert.IsRefusal(await poor.ChatAsync(ChatRequests.Plain(maxTokens: 600)), 429, "token_budget_exceeded");
        Assert.Equal("finished", (await world.Admin.EntryOfAsync(answer.Headers)).Ending);
    }

    [Fact]
    public async Task A_watched_file_that_adds_a_budget_while_the_old_process_serves_is_refused_and_comes_into_force_when_it_has_ended()
    {
        const string key = "api_key poor {\n\tkey poor-secret\n}\n";
        await using var upgraded = await UpgradedWorld.WatchAsync(First with { Ai = key });
        var world = upgraded.World;
        var poor = world.ClientWith("poor-secret");
        var gate = new Gate();
        world.Provider.Enqueue(StreamOf500Tokens(gate));
        await using var connection = await poor.StartAsync(Request.Chat(ChatRequests.Streamed(maxTokens: 700)));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));
        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);
        world.Provider.Otherwise(_ => ChatReplies.Plain(prompt: 10, completion: 5));

        world.Rewrite(First with { Ai = key + "budget everybody {\n\ttokens 800\n}" });

        await Testing.Patience.UntilAsync(
            () => Task.FromResult(world.Gateway.Error), log => log.Contains("the process before this one still serves its last requests", StringComparison.Ordinal), "the file to be refused");
        Assert.Equal(200, (await poor.ChatAsync(ChatRequests.Plain(maxTokens: 700))).Status);

        gate.Open();
        Assert.True((await live.ReadToEndAsync()).IsComplete);
        await upgraded.OldOnesEndAsync();
        await Testing.Patience.UntilAsync(
            () => Task.FromResult(world.Gateway.Error), log => log.Contains("reloaded file", StringComparison.Ordinal), "the file to come into force");
        var limited = await poor.ChatAsync(ChatRequests.Plain(maxTokens: 300));
        ErrorAssert.IsRefusal(limited, 429, "budget_exceeded");
    }

    [Fact]
    public async Task What_an_old_process_leaves_open_when_it_is_killed_the_new_one_settles()
    {
        await using var upgraded = await UpgradedWorld.StartAsync(First);
        var world = upgraded.World;
        world.Provider.Enqueue(ChatReplies.Stream(content: "one two").HoldAfter(ChatReplies.Word("one"), new Gate()));
        await using var connection = await world.Client.StartAsync(Request.Chat(ChatRequests.Streamed()));
        var live = await connection.ReceiveAsync();
        await live.ReadUntilAsync(ChatReplies.Word("one"));
        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);

        world.Gateway.Kill();

        Assert.Equal("crashed", (await world.Admin.EntryOfAsync(live.Headers)).Ending);
    }

    [Fact]
    public async Task A_new_process_that_cannot_listen_says_why_and_the_old_one_goes_on()
    {
        await using var upgraded = await UpgradedWorld.StartAsync(First);
        var world = upgraded.World;
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        world.Rewrite(Second with { More = SiteOn(port) });

        var result = await upgraded.UpgradeAsync();

        Assert.Equal(1, result.ExitCode);
        Assert.Contains($"cannot listen on 127.0.0.1:{port}", result.Error, StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
        world.Rewrite(Second);
        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task A_program_that_is_no_gateway_changes_nothing()
    {
        await using var world = await World.StartAsync(First);

        var reply = await AskAsync(world, """{"executable":"/bin/true","arguments":[],"config":"/nowhere"}""");

        Assert.Contains("ended before it was ready", reply, StringComparison.Ordinal);
        Assert.Contains("does-not-exist", await AskAsync(world, """{"executable":"/does-not-exist","arguments":[],"config":"x"}"""), StringComparison.Ordinal);
        Assert.Equal("", await AskAsync(world, "nonsense"));
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task A_program_that_is_silent_is_ended_after_half_a_minute()
    {
        await using var world = await World.StartAsync(First);

        var reply = await AskAsync(world, """{"executable":"/bin/sh","arguments":["-c","exec sleep 1000"],"config":"x"}""");

        Assert.Contains("silent for 30 s", reply, StringComparison.Ordinal);
        Assert.Equal("first", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task Who_is_told_to_stop_while_a_new_process_starts_ends_and_nobody_takes_over()
    {
        await using var world = await World.StartAsync(First);
        using var folder = new Testing.TemporaryFolder();
        var started = Path.Combine(folder.Path, "started");
        var asking = AskAsync(world, $$"""{"executable":"/bin/sh","arguments":["-c","echo $$ > {{started}}; exec sleep 1000"],"config":"x"}""");
        var successor = await Testing.Patience.UntilAsync(
            () => Task.FromResult(File.Exists(started) ? File.ReadAllText(started).Trim() : ""), text => text.Length > 0, "the new process to start");

        Assert.Equal(0, await world.Gateway.TerminateAsync());

        Assert.Contains("told to stop", await asking, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{successor}"));
    }

    [Fact]
    public async Task Listeners_come_and_go_with_an_upgrade()
    {
        var ports = FreePort.Take(2);
        var (before, after) = (ports[0], ports[1]);
        await using var upgraded = await UpgradedWorld.StartAsync(First with { More = SiteOn(before) });
        var world = upgraded.World;
        world.Rewrite(Second with { More = SiteOn(after) });

        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);

        await upgraded.OldOnesEndAsync();
        Assert.Equal("more", (await new Client(new Uri($"http://127.0.0.1:{after}/")).GetAsync("/")).Text);
        await Assert.ThrowsAnyAsync<SocketException>(() => Connection.OpenAsync(new Uri($"http://127.0.0.1:{before}/")));
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task The_pid_file_names_the_process_that_serves_and_only_its_user_may_ask_for_an_upgrade()
    {
        using var folder = new Testing.TemporaryFolder();
        var pidFile = Path.Combine(folder.Path, "pid");
        await using var upgraded = await UpgradedWorld.StartAsync(First with { Reliability = $"graceful_upgrade_pid_file {pidFile}" });
        var socket = Path.Combine(upgraded.World.DataFolder, "upgrade.sock");
        Assert.Equal(upgraded.Current, await PidAsync(pidFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(socket));

        Assert.Equal(0, (await upgraded.UpgradeAsync()).ExitCode);
        await upgraded.OldOnesEndAsync();

        Assert.Equal(upgraded.Current, await PidAsync(pidFile));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, ModeOf(socket));
    }

    [Fact]
    public async Task Where_no_gateway_runs_that_is_said()
    {
        using var folder = new Testing.TemporaryFolder();
        var config = folder.Write("Caddyfile", "http://:0\nrespond hello\n");

        var result = await Executable.RunAsync(["reload", "--graceful-upgrade", "-c", config], folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("no running gateway is reached at data/upgrade.sock", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false, "process 1")]
    [InlineData(4711, true, "still serves its last requests")]
    [InlineData(4711, false, null)]
    public void Who_must_not_hand_over_says_why(int process, bool hasPredecessor, string? reason) =>
        Assert.Equal(reason is null, Upgrade.Refuse(process, hasPredecessor) is not { } refusal || !refusal.Contains(reason!, StringComparison.Ordinal));

    private static async Task<string> AskAsync(World world, string request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(world.DataFolder, "upgrade.sock")), TestContext.Current.CancellationToken);
        await socket.SendAsync(Encoding.UTF8.GetBytes(request + "\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(new NetworkStream(socket));
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static async Task<int> PidAsync(string path) =>
        int.Parse((await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Trim(), CultureInfo.InvariantCulture);

    // Held behind its first word.
    private static Reply StreamOf500Tokens(Gate gate) =>
        Reply.Sse(ChatReplies.StreamText("one two") + ChatReplies.UsageEvent(300, 200) + ChatReplies.Done).HoldAfter(ChatReplies.Word("one"), gate);

    private static string SiteOn(int port) => string.Create(
        CultureInfo.InvariantCulture, $"http://:{port} {{\n\tbind 127.0.0.1\n\trespond more\n}}\n");
}
