using System.CommandLine;

namespace FerroGate.Server.Commands;

/// <summary>The commands of the executable, and how it fails.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var terminal = new Terminal(output, error);
        var root = new RootCommand("FerroGate: an AI gateway and a reverse proxy in one program.")
        {
            RunCommand.Build(terminal),
            ValidateCommand.Build(terminal),
            HashKeyCommand.Build(terminal),
            KeysCommand.Build(terminal),
            VersionCommand.Build(terminal),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var mistake in parsed.Errors)
            {
                await error.WriteLineAsync($"ferrogate: {mistake.Message}");
            }

            await error.WriteLineAsync($"Try 'ferrogate {(parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
            return ExitCode.Usage;
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null });
    }
}
