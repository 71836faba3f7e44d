using System.CommandLine;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate version</c>.</summary>
internal static class VersionCommand
{
    public static Command Build(Terminal terminal)
    {
        var command = new Command("version", "Print the version.");
        command.SetAction(_ =>
        {
            terminal.Output.WriteLine($"ferrogate {ProductVersion.Text}");
            return ExitCode.Ok;
        });
        return command;
    }
}
