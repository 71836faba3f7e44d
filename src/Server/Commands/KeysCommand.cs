using System.CommandLine;
using FerroGate.Core.Keys;
using FerroGate.Core.Records;
using FerroGate.Server.Hosting;
using FerroGate.Server.Snapshots;
using FerroGate.Storage;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate keys</c>: keys in the store of this machine, such as the first one for the admin side.</summary>
internal static class KeysCommand
{
    public static Command Build(Terminal terminal) =>
        new("keys", "Keys in the store of this machine.") { BuildCreate(terminal) };

    private static Command BuildCreate(Terminal terminal)
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
        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What the key may be used for; several times for several: {string.Join(", ", ScopeNames.All)}.",
            Required = true,
            HelpName = "SCOPE",
            AllowMultipleArgumentsPerToken = true,
        };
        scopes.Validators.Add(result =>
        {
            foreach (var unknown in result.Tokens.Select(token => token.Value).Where(scope => !ScopeNames.TryParse(scope, out _)))
            {
                result.AddError($"There is no scope '{unknown}'. Known are: {string.Join(", ", ScopeNames.All)}.");
            }
        });
        var command = new Command("create", "Make a key, print it once, and keep its hash.") { config, id, name, scopes };
        command.SetAction((parsed, cancellation) =>
        {
            var key = new NewKey(parsed.GetRequiredValue(id), parsed.GetValue(name), parsed.GetRequiredValue(scopes));
            return CreateAsync(parsed.GetRequiredValue(config), key, terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> CreateAsync(string configPath, NewKey wanted, Terminal terminal, CancellationToken cancellation)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
        {
            return ExitCode.Failure;
        }

        if (config.Ai.ApiKeys.Any(key => key.Id.Value == wanted.Id))
        {
            return terminal.Fail($"the config file defines a key '{wanted.Id}' already; choose another --id.");
        }

        var clock = TimeProvider.System;
        var secret = KeyGenerator.NewSecret();
        var key = new VirtualKey
        {
            Id = wanted.Id,
            Name = wanted.Name,
            Hash = KeyHash.Of(secret),
            Scopes = wanted.Scopes.Aggregate(Scope.None, (all, name) => ScopeNames.TryParse(name, out var scope) ? all | scope : all),
        };
        try
        {
            var lists = new SnapshotCompiler(Environment.GetEnvironmentVariable).Compile(config).AdminLists;
            using var store = await StateStore.OpenAsync(
                StoreSettings.PathOf(config.Data), StoreSettings.Of(config.Data, lists), clock, cancellation);
            if (!await store.Keys.TryAddAsync(key, clock.GetUtcNow(), cancellation))
            {
                return terminal.Fail($"there is a key '{wanted.Id}' in the store already; choose another --id.");
            }

            await store.Audit.AddAsync(
                new AuditEvent(
                    Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow(), "cli", "api_key.create", key.Id, "committed",
                    $"scopes: {string.Join(' ', ScopeNames.NamesOf(key.Scopes))}"),
                cancellation);
        }
        catch (StoreException exception)
        {
            return terminal.Fail(exception.Message);
        }

        terminal.Output.WriteLine($"id:   {key.Id}");
        HashKeyCommand.PrintNew(terminal.Output, secret);
        return ExitCode.Ok;
    }

    private sealed record NewKey(string Id, string? Name, string[] Scopes);
}
