using System.CommandLine;
using System.Text;
using FerroGate.Config.Values;
using FerroGate.Server.Sites.Passwords;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate hash-password</c>: the bcrypt hash of a password, for <c>basic_auth</c>.</summary>
internal static class HashPasswordCommand
{
    private const string Name = "ferrogate hash-password";

    // Caddy's. A check takes most of a second with it; right pairs are remembered.
    private const int DefaultCost = 14;

    // bcrypt reads no further, so two long passwords with one beginning would be the same.
    private const int MostBytes = 72;

    public static Command Build(Terminal terminal)
    {
        var plaintext = new Option<string?>("--plaintext")
        {
            Description = "The password. Without it, it is read from standard input, and not shown on a terminal.",
            HelpName = "TEXT",
        };
        var cost = new Option<int>("--cost")
        {
            Description = $"The binary logarithm of the work, {BcryptText.LeastCost} to {BcryptText.MostCost}.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultCost,
        };
        var command = new Command("hash-password", "Print the bcrypt hash of a password, for 'basic_auth' in a config.") { plaintext, cost };
        command.SetAction(parsed => Run(parsed.GetValue(plaintext), parsed.GetValue(cost), terminal));
        return command;
    }

    private static int Run(string? plaintext, int cost, Terminal terminal)
    {
        if (cost is < BcryptText.LeastCost or > BcryptText.MostCost)
            return terminal.Misused(Name, $"--cost is {BcryptText.LeastCost} to {BcryptText.MostCost}, not {cost}.");

        var password = plaintext ?? (Console.IsInputRedirected ? Console.In.ReadLine() ?? "" : Prompt(terminal));
        if (password is null)
            return terminal.Fail("The two passwords differ.");
        if (password.Length == 0)
            return terminal.Misused(Name, "The password is empty.");
        if (Encoding.UTF8.GetByteCount(password) > MostBytes)
            return terminal.Fail($"The password has more than {MostBytes} bytes; bcrypt would ignore the rest.");

        terminal.Output.WriteLine(PasswordHash.Make(password, cost));
        return ExitCode.Ok;
    }

    private static string? Prompt(Terminal terminal)
    {
        var first = ReadHidden(terminal, "Enter password: ");
        return first == ReadHidden(terminal, "Confirm password: ") ? first : null;
    }

    private static string ReadHidden(Terminal terminal, string prompt)
    {
        terminal.Error.Write(prompt);
        var typed = new StringBuilder();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key != ConsoleKey.Backspace)
                typed.Append(key.KeyChar);
            else if (typed.Length > 0)
                typed.Length--;
        }

        terminal.Error.WriteLine();
        return typed.ToString();
    }
}
