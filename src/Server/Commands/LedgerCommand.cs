using System.CommandLine;
using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Server.Snapshots;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate ledger</c>: what can be done with the ledger of this machine.</summary>
internal static partial class LedgerCommand
{
    public static Command Build(Terminal terminal) =>
        new("ledger", "The ledger of this machine.") { BuildVerify(terminal), LedgerPruneCommand.Build(terminal), LedgerCorrectCommand.Build(terminal) };

    private static Command BuildVerify(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var heads = new Option<string?>("--heads")
        {
            Description = "A log of the gateway, kept somewhere else: what its lines 'ledger head' know of must be in the ledger.",
            HelpName = "FILE",
        };
        var command = new Command("verify", "Find out whether somebody changed the ledger; a gateway may run meanwhile.") { config, heads };
        command.SetAction(parsed => Verify(parsed.GetRequiredValue(config), parsed.GetValue(heads), terminal));
        return command;
    }

    private static int Verify(string configPath, string? headsPath, Terminal terminal)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            var heads = headsPath is null ? [] : HeadsIn(File.ReadLines(headsPath));
            if (headsPath is not null && heads.Count == 0)
                return terminal.Fail($"there is no line 'ledger head' in '{headsPath}'; name a log of this gateway.");

            var found = LedgerVerification.Run(StoreSettings.PathOf(config.Data), OptionsOf(config), heads, TimeProvider.System);
            foreach (var fault in found.Faults)
                terminal.Output.WriteLine(fault);

            var counted = string.Create(CultureInfo.InvariantCulture, $"{found.Entries} entries in {found.Chains} chains");
            if (found.Faults.Count > 0)
                return terminal.Fail($"the ledger is not whole: {counted}, with what is said above.");

            terminal.Output.WriteLine($"{counted}, whole{(found.Pruned > 0 ? $"; {found.Pruned} more were pruned" : "")}");
            return ExitCode.Ok;
        }
        catch (StoreException exception)
        {
            return terminal.Fail(exception.Message);
        }
        catch (Exception exception) when (headsPath is not null && exception is IOException or UnauthorizedAccessException)
        {
            return terminal.Fail($"'{headsPath}' cannot be read: {exception.Message}");
        }
    }

    /// <summary>How the store of a config is opened by a command that needs the key of the ledger.</summary>
    public static StoreOptions OptionsOf(GatewayConfig config) =>
        StoreSettings.Of(config.Data, new SnapshotCompiler(Environment.GetEnvironmentVariable).Compile(config).AdminLists) with
        {
            LedgerKey = LedgerKeySource.Read(Environment.GetEnvironmentVariable),
            Postgres = StoreSettings.PostgresOf(config.Data, Environment.GetEnvironmentVariable),
        };

    // The last of each journal says it all, for a seal builds on those before it.
    private static IReadOnlyList<LedgerHead> HeadsIn(IEnumerable<string> lines)
    {
        var heads = new Dictionary<string, LedgerHead>();
        foreach (var line in lines)
        {
            if (Head.Match(line) is { Success: true } head)
                heads[head.Groups[1].Value] = new LedgerHead(head.Groups[1].Value, long.Parse(head.Groups[2].ValueSpan, CultureInfo.InvariantCulture), head.Groups[3].Value);
        }

        return [.. heads.Values];
    }

    [GeneratedRegex("ledger head: journal ([0-9a-f-]{36}) has ([0-9]{1,18}) entries and ends in ([0-9a-f]{64})")]
    private static partial Regex Head { get; }
}
