using System.CommandLine;
using FerroGate.Config.Writing;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate adapt</c>: what came of a config, as JSON without its secrets.</summary>
internal static class AdaptCommand
{
    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var pretty = new Option<bool>("--pretty", "-p") { Description = "On several lines." };
        var command = new Command("adapt", "Print what a config says as JSON, with the keys of TOML and without its secrets.") { config, pretty };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(config), parsed.GetValue(pretty), terminal));
        return command;
    }

    private static int Run(string path, bool pretty, Terminal terminal)
    {
        if (ConfigFile.Load(path, terminal) is not { } config)
            return ExitCode.Failure;

        terminal.Output.Write(ConfigWriter.WriteJson(config, pretty));
        return ExitCode.Ok;
    }
}
