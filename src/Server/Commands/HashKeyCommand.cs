using System.CommandLine;
using FerroGate.Core.Keys;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate hash-key</c>: the hash of a key for a config file, and new keys that nobody can guess.</summary>
internal static class HashKeyCommand
{
    private const string Variable = "FERROGATE_KEY_SECRET";

    public static Command Build(Terminal terminal)
    {
        var secret = new Option<string?>("--secret")
        {
            Description = $"The key to hash. Without it {Variable} counts, so that it need not stand in a shell's history.",
            HelpName = "S",
        };
        var generate = new Option<bool>("--generate") { Description = "Make a strong key, and print it once with its hash." };
        var command = new Command("hash-key", "Print the hash of a client key, for 'key_hash' in a config.") { secret, generate };

        // Not a validator: it would read the values of options whose own mistakes make them unreadable.
        command.SetAction(parsed => Run(parsed.GetValue(generate), parsed.GetValue(secret), terminal));
        return command;
    }

    private static int Run(bool generate, string? secret, Terminal terminal)
    {
        if (generate && secret is not null)
        {
            return terminal.Misused("ferrogate hash-key", "Say --secret or --generate, not both.");
        }

        if (generate)
        {
            PrintNew(terminal.Output, KeyGenerator.NewSecret());
            return ExitCode.Ok;
        }

        if (SecretOf(secret) is not { Length: > 0 } given)
        {
            return terminal.Misused("ferrogate hash-key", $"Say --secret S, --generate, or set {Variable}.");
        }

        terminal.Output.WriteLine(KeyHash.Of(given));
        return ExitCode.Ok;
    }

    /// <summary>Prints a key that was just made. It is not kept anywhere, so this is the only time.</summary>
    public static void PrintNew(TextWriter output, string secret)
    {
        output.WriteLine($"key:  {secret}");
        output.WriteLine($"hash: {KeyHash.Of(secret)}");
    }

    private static string? SecretOf(string? option) => option ?? Environment.GetEnvironmentVariable(Variable);
}
