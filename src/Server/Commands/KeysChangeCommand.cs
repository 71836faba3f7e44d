using System.CommandLine;
using FerroGate.Config.Model;
using FerroGate.Core.Keys;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate keys enable</c>, <c>disable</c> and <c>delete</c>: a key is named, and nothing else is said.</summary>
internal static class KeysChangeCommand
{
    /// <summary>Does it; <c>false</c> when there is no such key.</summary>
    public delegate Task<bool> Change(IKeyStore keys, string id, CancellationToken cancellation);

    public static Command Build(string name, string description, Change change, Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var id = new Argument<string>("ID") { Description = "The key." };
        var command = new Command(name, description) { config, id };
        command.SetAction((parsed, cancellation) => KeysCommand.WithStoreAsync(
            parsed.GetRequiredValue(config),
            terminal,
            (config, store) => ChangeAsync(config, store, name, change, parsed.GetRequiredValue(id), terminal, cancellation),
            cancellation));
        return command;
    }

    private static async Task<int> ChangeAsync(
        GatewayConfig config, StateStore store, string name, Change change, string id, Terminal terminal, CancellationToken cancellation)
    {
        if (!await change(store.Keys, id, cancellation))
        {
            return terminal.Fail(KeysCommand.NoSuchKey(config, id));
        }

        await KeysCommand.AuditAsync(store, name, id, null, cancellation);
        return ExitCode.Ok;
    }
}
