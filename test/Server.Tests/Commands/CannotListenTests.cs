using FerroGate.Testing;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Commands;

/// <summary>An address that cannot be listened on is told in one line, with the listener that wants it and what to change.</summary>
[Trait("Category", "Process")]
public sealed class CannotListenTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_data_port_that_is_taken()
    {
        await using var world = await World.StartAsync();
        var port = world.Gateway.DataUri.Port;

        var line = await OnlyLineAsync($"{{\n\tadmin off\n}}\nhttp://:{port} {{\n\tbind 127.0.0.1\n\trespond \"hi\"\n}}\n");

        Assert.Contains($"cannot listen on 127.0.0.1:{port} (data): another program uses it", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_admin_port_that_is_taken()
    {
        await using var world = await World.StartAsync();
        var port = world.Gateway.AdminUri.Port;

        var line = await OnlyLineAsync($"{{\n\tadmin 127.0.0.1:{port}\n}}\nhttp://:0 {{\n\tbind 127.0.0.1\n\trespond \"hi\"\n}}\n");

        Assert.Contains($"cannot listen on 127.0.0.1:{port} (admin): another program uses it", line, StringComparison.Ordinal);
        Assert.Contains("'admin'", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_this_machine_does_not_have()
    {
        var line = await OnlyLineAsync("{\n\tadmin off\n}\nhttp://:0 {\n\tbind 192.0.2.7\n\trespond \"hi\"\n}\n");

        Assert.Contains("cannot listen on 192.0.2.7:0 (data): this machine has no such address", line, StringComparison.Ordinal);
        Assert.Contains("'bind'", line, StringComparison.Ordinal);
    }

    private async Task<string> OnlyLineAsync(string config)
    {
        var path = _folder.Write("Caddyfile", config);
        var result = await Executable.RunAsync(["run", "-c", path], _folder.Path);

        Assert.True(result.ExitCode == 1, result.ToString());
        return Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
