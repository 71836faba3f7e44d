using System.CommandLine;
using FerroGate.Config.Model;
using FerroGate.Core.Records;
using FerroGate.Server.Hosting;
using FerroGate.Server.Snapshots;
using FerroGate.Storage;
using FerroGate.Storage.Postgres;

namespace FerroGate.Server.Commands;

/// <summary><c>ferrogate keys</c>: keys in the store of this machine or of its fleet, such as the first one for the admin side.</summary>
internal static class KeysCommand
{
    public static Command Build(Terminal terminal) => new("keys", "Keys in the store of this machine, or in the PostgreSQL that it shares with others; gateways may run meanwhile.")
    {
        KeysCreateCommand.Build(terminal),
        KeysListCommand.Build(terminal),
        KeysRotateCommand.Build(terminal),
        KeysChangeCommand.Build("enable", "Accept a key again.", (keys, id, cancellation) => keys.TryEnableAsync(id, true, cancellation), terminal),
        KeysChangeCommand.Build("disable", "Refuse a key until it is enabled.", (keys, id, cancellation) => keys.TryEnableAsync(id, false, cancellation), terminal),
        KeysChangeCommand.Build("delete", "Forget a key. What it did stays in the ledger.", (keys, id, cancellation) => keys.TryDeleteAsync(id, cancellation), terminal),
    };

    /// <summary>Opens the store that a config names, for one command.</summary>
    public static async Task<int> WithStoreAsync(
        string configPath, Terminal terminal, Func<GatewayConfig, StateStore, Task<int>> use, CancellationToken cancellation)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            var lists = new SnapshotCompiler(Environment.GetEnvironmentVariable).Compile(config).AdminLists;
            var options = StoreSettings.Of(config.Data, lists) with { Postgres = StoreSettings.PostgresOf(config.Data, Environment.GetEnvironmentVariable) };
            await using var store = await StateStore.OpenAsync(StoreSettings.PathOf(config.Data), options, TimeProvider.System, cancellation);
            if (store.StaleReason is { } reason)
                terminal.Warn(StaleStore(reason));
            return await use(config, store);
        }
        catch (Exception exception) when (exception is StoreException or PostgresAwayException)
        {
            return terminal.Fail(exception.Message);
        }
    }

    /// <summary>Why a key cannot be changed by command.</summary>
    public static string NoSuchKey(GatewayConfig config, string id) => config.Ai.ApiKeys.Any(key => key.Id.Value == id)
        ? $"the key '{id}' is defined by the config file; change it there."
        : $"there is no key '{id}' in the store; 'ferrogate keys list' shows those that there are.";

    /// <summary>What is said when the store of a fleet is away.</summary>
    public static string StaleStore(string reason) => $"what is known here is from before, for it is kept in PostgreSQL. {reason.TrimEnd('.')}";

    /// <summary>Writes down what a command did to a key.</summary>
    public static Task AuditAsync(StateStore store, string action, string id, string? message, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        return store.Audit.AddAsync(new AuditEvent(Guid.CreateVersion7(now), now, "cli", $"api_key.{action}", id, "committed", message), cancellation);
    }
}
