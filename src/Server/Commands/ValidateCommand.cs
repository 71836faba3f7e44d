using System.CommandLine;
using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate validate</c>: says what is wrong with a config, or in one line what it found.</summary>
internal static class ValidateCommand
{
    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var command = new Command("validate", "Check a config file and say everything that is wrong with it.") { config };
        command.SetAction(parsed =>
        {
            if (ConfigFile.Load(parsed.GetRequiredValue(config), terminal) is not { } found)
            {
                return ExitCode.Failure;
            }

            var keys = new SnapshotCompiler(Environment.GetEnvironmentVariable).CompileKeys(found);
            if (StartCheck.Refuse(keys.Values, GatewayHost.ListenersOf(found)) is { } reason)
            {
                terminal.Warn($"'run' will refuse to start: {reason}");
            }

            if (StartCheck.Warn(GatewayHost.ListenersOf(found)) is { } warning)
            {
                terminal.Warn(warning);
            }

            terminal.Output.WriteLine(Summary(found));
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Summary(GatewayConfig config)
    {
        var listen = string.Join('|', SiteCompiler.ListenersOf(config).Select(listener => listener.ToString()));
        var admin = string.Join('|', GatewayHost.AdminListeners(config.Admin).Select(listener => listener.ToString()));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"config OK: listen={listen}, admin={(admin.Length == 0 ? "off" : admin)}, sites={config.Sites.Count}, providers={config.Ai.Providers.Count}, models={config.Ai.Models.Count}, api_keys={config.Ai.ApiKeys.Count}");
    }
}
