using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Testing.Gateway;
using Xunit;

namespace FerroGate.Server.Tests.Upgrades;

/// <summary>A world whose gateway hands over to new processes; all of them end with it.</summary>
internal sealed partial class UpgradedWorld(World world) : IAsyncDisposable
{
    private readonly List<Process> _successors = [];

    public World World => world;

    /// <summary>The process that serves now.</summary>
    public int Current => _successors.Count > 0 ? _successors[^1].Id : world.Gateway.Id;

    public static async Task<UpgradedWorld> StartAsync(GatewayConfigText config) => new(await World.StartAsync(config));

    /// <summary>The same with a config file that is watched.</summary>
    public static async Task<UpgradedWorld> WatchAsync(GatewayConfigText config) => new(await World.WatchAsync(config));

    /// <summary>Runs <c>ferrogate reload --graceful-upgrade</c> with the config file as it is.</summary>
    public async Task<CommandResult> UpgradeAsync()
    {
        var result = await Executable.RunAsync(["reload", "--graceful-upgrade", "-c", world.ConfigPath], world.Folder);
        if (NewProcess().Match(result.Output) is { Success: true } match)
            _successors.Add(Process.GetProcessById(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)));

        return result;
    }

    /// <summary>Waits until only the newest process is left.</summary>
    public async Task OldOnesEndAsync()
    {
        if (_successors.Count > 0)
            Assert.Equal(0, await world.Gateway.EndAsync());

        foreach (var old in _successors.SkipLast(1))
            await Testing.Patience.UntilAsync(() => Task.FromResult(HasEnded(old)), ended => ended, $"process {old.Id} to end");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var successor in _successors)
        {
            successor.Kill();
            successor.Dispose();
        }

        await world.DisposeAsync();
    }

    // It is nobody's child any more, or that of one that has ended.
    private static bool HasEnded(Process process)
    {
        process.Refresh();
        return process.HasExited || File.ReadAllText($"/proc/{process.Id}/stat").Contains(") Z ", StringComparison.Ordinal);
    }

    [GeneratedRegex("new_pid=([0-9]+)")]
    private static partial Regex NewProcess();
}
