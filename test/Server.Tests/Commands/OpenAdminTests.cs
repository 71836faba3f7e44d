using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>What an admin listener that other machines can reach may not have, and what its operator is told.</summary>
[Trait("Category", "Process")]
public sealed class OpenAdminTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_key_from_our_documentation_does_not_open_it()
    {
        var path = _folder.Write("ferrogate.toml", Config("dev-secret", "0.0.0.0:0"));

        var run = await Executable.RunAsync(["run", "-c", path], _folder.Path);
        var validate = await Executable.RunAsync(["validate", "-c", path], _folder.Path);

        Assert.True(run.ExitCode == 1, run.ToString());
        Assert.Contains("refusing to start: the key 'dev'", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("listening", run.Output, StringComparison.Ordinal);
        Assert.Contains("'run' will refuse to start", validate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_warned_about_at_start_and_in_validate()
    {
        var path = _folder.Write("ferrogate.toml", Config("a-key-of-our-own", "0.0.0.0:0"));

        var validate = await Executable.RunAsync(["validate", "-c", path], _folder.Path);
        await using var gateway = await GatewayProcess.StartAsync(path, _folder.Path);
        await Patience.UntilAsync(() => Task.FromResult(gateway.Error), error => error.Contains(Warning, StringComparison.Ordinal), "the warning");

        Assert.Equal(0, validate.ExitCode);
        Assert.Contains(Warning, validate.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_for_this_machine_only_is_not_warned_about()
    {
        var path = _folder.Write("ferrogate.toml", Config("dev-secret", "127.0.0.1:0"));

        var validate = await Executable.RunAsync(["validate", "-c", path], _folder.Path);

        Assert.Equal((0, ""), (validate.ExitCode, validate.Error));
    }

    private const string Warning = "warning: the admin listener *:0 can be reached from other machines";

    private static string Config(string key, string admin) => $"""
        listen = "127.0.0.1:0"

        [admin]
        listen = "{admin}"

        [[providers]]
        name = "e"
        kind = "echo"

        [[models]]
        name = "m"
        provider = "e"
        provider_model = "m"

        [[api_keys]]
        id = "dev"
        key = "{key}"
        scopes = ["admin.read"]
        """;
}
