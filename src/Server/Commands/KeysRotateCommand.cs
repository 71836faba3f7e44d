using System.CommandLine;
using System.Globalization;
using FerroGate.Config.Model;
using FerroGate.Config.Values;
using FerroGate.Core.Keys;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate keys rotate</c>: another secret for a key, beside which the present one is accepted for a while.</summary>
internal static class KeysRotateCommand
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(1);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var id = new Argument<string>("ID") { Description = "The key." };
        var overlap = new Option<TimeSpan>("--overlap")
        {
            Description = "How long the present secret is accepted beside the new one; 0s is not at all. A secret before it is dropped at once.",
            HelpName = "DURATION",
            DefaultValueFactory = _ => Usual,
            CustomParser = result =>
            {
                if (DurationText.TryParse(result.Tokens[0].Value, Longest, out var duration))
                    return duration;
                result.AddError($"--overlap is a duration such as 24h, of 366 days at most, and not '{result.Tokens[0].Value}'.");
                return default;
            },
        };
        var command = new Command("rotate", "Give a key another secret, and print that once.") { config, id, overlap };
        command.SetAction((parsed, cancellation) => KeysCommand.WithStoreAsync(
            parsed.GetRequiredValue(config),
            terminal,
            (config, store) => RotateAsync(config, store, parsed.GetRequiredValue(id), parsed.GetValue(overlap), terminal, cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> RotateAsync(
        GatewayConfig config, StateStore store, string id, TimeSpan overlap, Terminal terminal, CancellationToken cancellation)
    {
        var secret = KeyGenerator.NewSecret();
        var until = TimeProvider.System.GetUtcNow() + overlap;
        if (!await store.Keys.TryRotateAsync(id, null, KeyHash.Of(secret), until, cancellation))
        {
            return terminal.Fail(KeysCommand.NoSuchKey(config, id));
        }

        var end = until.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        await KeysCommand.AuditAsync(store, "rotate", id, $"the secret before is accepted until {end}", cancellation);
        terminal.Output.WriteLine($"id:   {id}");
        HashKeyCommand.PrintNew(terminal.Output, secret);
        terminal.Output.WriteLine($"the secret before is accepted until {end}");
        return ExitCode.Ok;
    }
}
