using System.CommandLine;
using FerroGate.Config;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Commands;

/// <summary>The config file that a command is about.</summary>
internal static class ConfigFile
{
    private const string Variable = "FERROGATE_CONFIG";
    private const string Default = "Ferrogate/Caddyfile";

    /// <summary><c>-c</c>, <c>--config</c>.</summary>
    public static Option<string> NewOption() => new("--config", "-c")
    {
        Description = $"The config file, a Caddyfile or TOML. Without it {Variable} counts, then {Default}.",
        HelpName = "PATH",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : Default,
    };

    /// <summary>Reads it and writes everything that is to be said about it; <c>null</c> when it cannot be used.</summary>
    public static GatewayConfig? Load(string path, Terminal terminal) => Said(Read(path), terminal);

    /// <summary>The same for a process that is to do what it says.</summary>
    public static GatewayConfig? LoadToRun(string path, IConfigFiles files, Terminal terminal) => Said(Read(path, files).ForRunning(), terminal);

    /// <summary>Reads it and writes nothing.</summary>
    public static ConfigResult Read(string path, IConfigFiles? files = null) =>
        new ConfigLoader(GatewayVocabulary.Value, Environment.GetEnvironmentVariable).Load(path, files);

    public static void Say(IReadOnlyList<Diagnostic> diagnostics, Terminal terminal)
    {
        foreach (var text in DiagnosticFormatter.FormatAll(diagnostics))
        {
            terminal.Say(text);
        }
    }

    private static GatewayConfig? Said(ConfigResult result, Terminal terminal)
    {
        Say(result.Diagnostics, terminal);
        return result.Config;
    }
}
