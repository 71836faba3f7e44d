using System.CommandLine;
using FerroGate.Config;
using FerroGate.Config.Reference;
using FerroGate.Config.Writing;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate config</c>: the schema of a config in TOML, and a config in the other language.</summary>
internal static class ConfigCommand
{
    private const string Toml = "toml";
    private const string Caddyfile = "caddyfile";

    public static Command Build(Terminal terminal) => new("config", "The languages of the configuration.")
    {
        Schema(terminal),
        Convert(terminal),
    };

    private static Command Schema(Terminal terminal)
    {
        var command = new Command("schema", "Print a JSON Schema of the TOML, for editors.");
        command.SetAction(_ =>
        {
            terminal.Output.Write(ConfigSchema.Write(GatewayVocabulary.Value));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Convert(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var to = new Option<string>("--to") { Description = "The language to print it in.", Required = true };
        to.AcceptOnlyFromAmong(Toml, Caddyfile);
        var command = new Command("convert", "Print a config in the other language. Imports, variables and comments do not survive it; secrets do.")
        {
            to, config,
        };
        command.SetAction(parsed => Print(
            parsed.GetRequiredValue(config),
            parsed.GetRequiredValue(to) == Toml ? ConfigFormat.Toml : ConfigFormat.Caddyfile,
            terminal));
        return command;
    }

    private static int Print(string path, ConfigFormat format, Terminal terminal)
    {
        if (ConfigFile.Load(path, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            terminal.Output.Write(ConfigWriter.Write(config, format));
            return ExitCode.Ok;
        }
        catch (UnwritableConfigException exception)
        {
            return terminal.Fail(exception.Message);
        }
    }
}
