using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Reload;

/// <summary><c>ferrogate reload</c>: checks, or reloads a running gateway; exit code 0 means that the config is in force.</summary>
[Trait("Category", "Process")]
public sealed class ReloadCommandTests
{
    private const string Operator = "operator-secret";

    private static readonly GatewayConfigText First = new()
    {
        Site = "respond /greeting first",
        Ai = $"api_key operator {{\n\tkey {Operator}\n\tscopes admin.write\n}}",
    };

    private static readonly GatewayConfigText Second = First with { Site = "respond /greeting second" };

    [Fact]
    public async Task It_reloads_a_running_gateway()
    {
        await using var world = await World.StartAsync(First);
        world.Rewrite(Second);

        var result = await RunAsync(world, "--admin-url", world.Gateway.AdminUri.AbsoluteUri, "--admin-token", Operator);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.StartsWith("reload OK: admin=127.0.0.1:", result.Output, StringComparison.Ordinal);
        Assert.Contains("valid=true, committed=true, mode=process-local", result.Output, StringComparison.Ordinal);
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task The_address_and_the_key_may_stand_in_the_environment()
    {
        await using var world = await World.StartAsync(First);
        world.Rewrite(Second);

        var result = await Executable.RunAsync(["reload", "-c", world.ConfigPath], world.Folder, new Dictionary<string, string>
        {
            ["FERROGATE_ADMIN_URL"] = world.Gateway.AdminUri.AbsoluteUri,
            ["FERROGATE_ADMIN_TOKEN"] = Operator,
        });

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal("second", (await world.Client.GetAsync("/greeting")).Text);
    }

    [Fact]
    public async Task A_rejected_reload_is_exit_code_1_and_says_why()
    {
        await using var world = await World.StartAsync(First);
        world.Rewrite(First with { Site = "respont /x y" });

        var result = await RunAsync(world, "--admin-url", world.Gateway.AdminUri.AbsoluteUri, "--admin-token", Operator);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("committed=false", result.Output, StringComparison.Ordinal);
        Assert.Contains("respont", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-key", "answered 401")]
    [InlineData(GatewayConfigText.Key, "answered 403")]
    public async Task A_key_that_may_not_is_exit_code_1(string key, string reason)
    {
        await using var world = await World.StartAsync(First);

        var result = await RunAsync(world, "--admin-url", world.Gateway.AdminUri.AbsoluteUri, "--admin-token", key);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_is_exit_code_1()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("Caddyfile", "http://:0\nrespond hello\n");

        var result = await Executable.RunAsync(
            ["reload", "-c", config, "--admin-url", $"http://127.0.0.1:{FreePort.Take(1)[0]}", "--admin-token", "x"], folder.Path);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("cannot be asked", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "no-url", "--admin-token", "x")]
    [InlineData(2, "ftp://127.0.0.1:2019", "--admin-token", "x")]
    [InlineData(2, "http://user:password@127.0.0.1:2019", "--admin-token", "x")]
    [InlineData(2, "http://127.0.0.1:2019")]
    public async Task A_command_line_that_means_nothing_is_exit_code_2(int code, string url, params string[] more)
    {
        var result = await Executable.RunAsync(["reload", "--admin-url", url, .. more]);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains("ferrogate reload --help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://:8080\nbind 127.0.0.1\nrespond hello\n", 0, "listen=127.0.0.1:8080, admin=127.0.0.1:2019, snapshot=")]
    [InlineData("http://:8080\nrespont hello\n", 1, "")]
    [InlineData("http://:8080\nai_gateway {\n\tapi_key x {\n\t\tkey dev-secret\n\t}\n}\n", 1, "")]
    public async Task Without_an_address_it_checks_only_and_says_so(string config, int code, string output)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("Caddyfile", config);

        var result = await Executable.RunAsync(["reload", "-c", path], folder.Path);

        Assert.Equal(code, result.ExitCode);
        Assert.Contains(output, result.Output, StringComparison.Ordinal);
        if (code == 0)
        {
            Assert.Contains("mode=validate-only, swap=false", result.Output, StringComparison.Ordinal);
            Assert.Contains("nothing was reloaded", result.Error, StringComparison.Ordinal);
            Assert.Equal("", (await Executable.RunAsync(["reload", "--check", "-c", path], folder.Path)).Error);
        }
        else
        {
            Assert.NotEqual("", result.Error);
        }
    }

    private static Task<CommandResult> RunAsync(World world, params string[] arguments) =>
        Executable.RunAsync(["reload", "-c", world.ConfigPath, .. arguments], world.Folder);
}
