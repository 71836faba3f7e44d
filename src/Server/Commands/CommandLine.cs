using System.CommandLine;
using System.CommandLine.Parsing;
using FerroGate.Config.Text;

namespace FerroGate.Server.Commands;

/// <summary>The commands of the executable, and how it fails.</summary>
internal static class CommandLine
{
    private const string Program = "ferrogate";

    // A key may begin with '@'; nothing here is so long that it would be read from a file.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        var terminal = new Terminal(output, error);
        var root = new RootCommand("FerroGate: an AI gateway and a reverse proxy in one program.")
        {
            RunCommand.Build(terminal),
            ReloadCommand.Build(terminal),
            ValidateCommand.Build(terminal),
            FmtCommand.Build(terminal),
            AdaptCommand.Build(terminal),
            ConfigCommand.Build(terminal),
            PricesCommand.Build(terminal),
            HashKeyCommand.Build(terminal),
            HashPasswordCommand.Build(terminal),
            KeysCommand.Build(terminal),
            LedgerCommand.Build(terminal),
            ResourcesCommand.Build(terminal),
            ExportCommand.Build(terminal),
            VersionCommand.Build(terminal),
        };
        var parsed = root.Parse(args, Parser);
        if (parsed.Errors.Count > 0)
        {
            return terminal.Misused(NameOf(parsed.CommandResult), MistakesOf(parsed));
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null });
    }

    // The parser would complain twice of a command that it does not know: of the word, and of the lack of a command.
    private static IEnumerable<string> MistakesOf(ParseResult parsed)
    {
        var commands = parsed.CommandResult.Command.Subcommands.Select(command => command.Name).ToList();
        if (commands.Count == 0 || parsed.UnmatchedTokens is not [var unknown, ..])
        {
            return parsed.Errors.Select(mistake => mistake.Message);
        }

        var meant = NearestName.Of(unknown, commands);
        return [$"unknown command '{unknown}'; {(meant is null ? $"there are {string.Join(", ", commands)}" : $"did you mean '{meant}'?")}"];
    }

    private static string NameOf(CommandResult command) =>
        command.Parent is CommandResult parent ? $"{NameOf(parent)} {command.Command.Name}" : Program;
}
