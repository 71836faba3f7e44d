using System.CommandLine;
using FerroGate.Config.Model;
using FerroGate.Config.Values;
using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate keys create</c>.</summary>
internal static class KeysCreateCommand
{
    public static Command Build(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var id = new Option<string>("--id") { Description = "The name of the key in ledger and records.", Required = true, HelpName = "ID" };
        id.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var written }] && (written.Length == 0 || written.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))))
            {
                result.AddError("A key's --id is not empty and holds neither white space nor control characters.");
            }
        });
        var name = new Option<string?>("--name") { Description = "A name for humans.", HelpName = "TEXT" };
        var scopes = Many(
            "--scope",
            $"What the key may be used for; several times for several: {string.Join(", ", ScopeNames.All)}.",
            "SCOPE",
            written => ScopeNames.TryParse(written, out _) ? null : $"There is no scope '{written}'. Known are: {string.Join(", ", ScopeNames.All)}.");
        scopes.Required = true;
        var clients = Many(
            "--client-ip",
            "Addresses from which alone the key may be used: 10.0.0.0/8, one address, or private_ranges.",
            "RANGE",
            written => AddressRangeText.IsValid(written) ? null : $"--client-ip is an address, a range such as 10.0.0.0/8, or private_ranges, and not '{written}'.");
        var metadata = Many(
            "--metadata",
            "What is noted about the key.",
            "NAME=VALUE",
            written => written.IndexOf('=', StringComparison.Ordinal) > 0 ? null : $"--metadata is NAME=VALUE, and not '{written}'.");
        var command = new Command("create", "Make a key, print it once, and keep its hash.") { config, id, name, scopes, clients, metadata };
        command.SetAction((parsed, cancellation) =>
        {
            var secret = KeyGenerator.NewSecret();
            var key = new VirtualKey
            {
                Id = parsed.GetRequiredValue(id),
                Name = parsed.GetValue(name),
                Hash = KeyHash.Of(secret),
                Scopes = parsed.GetRequiredValue(scopes).Aggregate(Scope.None, (all, name) => ScopeNames.TryParse(name, out var scope) ? all | scope : all),
                Clients = parsed.GetValue(clients) is { Length: > 0 } ranges ? new AddressRanges(ranges) : null,
                Metadata = [.. (parsed.GetValue(metadata) ?? []).Select(MetadataPair.Read)],
            };
            return KeysCommand.WithStoreAsync(
                parsed.GetRequiredValue(config), terminal, (config, store) => CreateAsync(config, store, key, secret, terminal, cancellation), cancellation);
        });
        return command;
    }

    private static async Task<int> CreateAsync(
        GatewayConfig config, StateStore store, VirtualKey key, string secret, Terminal terminal, CancellationToken cancellation)
    {
        if (config.Ai.ApiKeys.Any(defined => defined.Id.Value == key.Id))
        {
            return terminal.Fail($"the config file defines a key '{key.Id}' already; choose another --id.");
        }

        if (!await store.Keys.TryAddAsync(key, TimeProvider.System.GetUtcNow(), cancellation))
        {
            return terminal.Fail($"there is a key '{key.Id}' in the store already; choose another --id.");
        }

        await KeysCommand.AuditAsync(store, "create", key.Id, $"scopes: {string.Join(' ', ScopeNames.NamesOf(key.Scopes))}", cancellation);
        terminal.Output.WriteLine($"id:   {key.Id}");
        HashKeyCommand.PrintNew(terminal.Output, secret);
        return ExitCode.Ok;
    }

    private static Option<string[]> Many(string name, string description, string helpName, Func<string, string?> mistakeIn)
    {
        var option = new Option<string[]>(name) { Description = description, HelpName = helpName, AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            foreach (var mistake in result.Tokens.Select(token => mistakeIn(token.Value)).OfType<string>())
            {
                result.AddError(mistake);
            }
        });
        return option;
    }
}
