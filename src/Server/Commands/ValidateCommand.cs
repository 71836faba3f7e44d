using System.Buffers;
using System.CommandLine;
using System.Globalization;
using System.Text;
using FerroGate.Config.Model;
using FerroGate.Config.Text;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate validate</c>: says what is wrong with a config, or in one line what it found.</summary>
internal static class ValidateCommand
{
    private const string Text = "text";
    private const string Json = "json";

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var format = new Option<string>("--format")
        {
            Description = "How to say it: text for people, json for editors and scripts.",
            DefaultValueFactory = _ => Text,
        };
        format.AcceptOnlyFromAmong(Text, Json);
        var command = new Command("validate", "Check a config file and say everything that is wrong with it.") { config, format };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(config), parsed.GetRequiredValue(format) == Json, terminal));
        return command;
    }

    private static int Run(string path, bool asJson, Terminal terminal)
    {
        var result = ConfigFile.Read(path);
        if (asJson)
            PrintJson(result.Diagnostics, terminal);
        else
            ConfigFile.Say(result.Diagnostics, terminal);

        if (result.Config is not { } found)
            return ExitCode.Failure;

        WarnOfStart(found, terminal);
        if (!asJson)
            terminal.Output.WriteLine(Summary(found));

        return ExitCode.Ok;
    }

    private static void WarnOfStart(GatewayConfig found, Terminal terminal)
    {
        var keys = new SnapshotCompiler(Environment.GetEnvironmentVariable).CompileKeys(found);
        if (StartCheck.Refuse(keys.Values, GatewayListeners.AskedBy(found)) is { } reason)
        {
            terminal.Warn($"'run' will refuse to start: {reason}");
        }

        if (StartCheck.Warn(GatewayListeners.AskedBy(found)) is { } warning)
        {
            terminal.Warn(warning);
        }
    }

    private static void PrintJson(IReadOnlyList<Diagnostic> diagnostics, Terminal terminal)
    {
        var json = new ArrayBufferWriter<byte>();
        DiagnosticJson.Write(diagnostics, json);
        terminal.Output.WriteLine(Encoding.UTF8.GetString(json.WrittenSpan));
    }

    /// <summary>The part of a summary that says where a config listens.</summary>
    public static string Listeners(GatewayConfig config)
    {
        var listen = string.Join('|', SiteCompiler.ListenersOf(config).Select(listener => listener.ToString()));
        var admin = string.Join('|', GatewayListeners.OfAdmin(config.Admin).Select(listener => listener.ToString()));
        return $"listen={listen}, admin={(admin.Length == 0 ? "off" : admin)}";
    }

    private static string Summary(GatewayConfig config) => string.Create(
        CultureInfo.InvariantCulture,
        $"config OK: {Listeners(config)}, sites={config.Sites.Count}, providers={config.Ai.Providers.Count}, models={config.Ai.Models.Count}, api_keys={config.Ai.ApiKeys.Count}");
}
