using System.CommandLine;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Server.Hosting;
using FerroGate.Server.Snapshots;
using FerroGate.Storage;
using FerroGate.Storage.Postgres;

namespace FerroGate.Server.Commands;

/// <summary>
/// <c>ferrogate resources</c>: what was made through the admin API and is in the store of this machine, for when the gateway does not start
/// with it, or its master key is to be another one.
/// </summary>
internal static class ResourcesCommand
{
    public static Command Build(Terminal terminal) => new("resources", "What was made through the admin API, in the store of this machine or in the PostgreSQL that it shares with others.")
    {
        BuildList(terminal),
        BuildDelete(terminal),
        BuildReseal(terminal),
    };

    private static Command BuildList(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var command = new Command("list", "Print each with its kind, and when it was changed last.") { config };
        command.SetAction((parsed, cancellation) => WithStoreAsync(parsed.GetRequiredValue(config), terminal, async store =>
        {
            foreach (var resource in await store.Resources.ListAsync(cancellation))
                terminal.Output.WriteLine($"{ResourceKindNames.Of(resource.Kind)} {resource.Id} {resource.UpdatedAt.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command BuildDelete(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var kind = new Argument<string>("kind") { Description = $"What it is: {string.Join(", ", ResourceKindNames.All.Select(ResourceKindNames.Of))}.", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong([.. ResourceKindNames.All.Select(ResourceKindNames.Of)]);
        var id = new Argument<string>("id") { Description = "What it is called.", HelpName = "ID" };
        var command = new Command("delete", "Take one out; a gateway that runs follows within a second.") { config, kind, id };
        command.SetAction((parsed, cancellation) => WithStoreAsync(parsed.GetRequiredValue(config), terminal, async store =>
        {
            var (name, called) = (parsed.GetRequiredValue(kind), parsed.GetRequiredValue(id));
            var found = (await store.Resources.ListAsync(cancellation)).FirstOrDefault(resource => ResourceKindNames.Of(resource.Kind) == name && resource.Id == called);
            if (found is null || !await store.Resources.TryDeleteAsync(found.Kind, found.Id, found.Version, cancellation))
                return terminal.Fail($"there is no {name} '{called}' in the store.");

            await WriteDownAsync(store, $"{name}.delete", called, cancellation);
            terminal.Output.WriteLine($"deleted {name} {called}");
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static Command BuildReseal(Terminal terminal)
    {
        var config = ConfigFile.NewOption();
        var command = new Command("reseal", $"Seal every stored credential under the first key of {CredentialSeal.Variable}; the keys behind it open what was sealed before.") { config };
        command.SetAction((parsed, cancellation) => WithStoreAsync(parsed.GetRequiredValue(config), terminal, async store =>
        {
            var seal = CredentialSeal.Of(Environment.GetEnvironmentVariable);
            if (seal.Fault is not null || !seal.CanSeal)
                return terminal.Fail(seal.Fault ?? $"{CredentialSeal.Variable} is not set.");

            var count = 0;
            foreach (var resource in await store.Resources.ListAsync(cancellation))
            {
                var (kind, json) = (ResourceKindNames.Of(resource.Kind), Resealed(resource, seal));
                if (json is null)
                    return terminal.Fail($"the credential of the {kind} '{resource.Id}' was sealed under a key that is not among those of {CredentialSeal.Variable}.");

                if (json == resource.Json)
                    continue;

                if (await store.Resources.TryUpdateAsync(resource.Kind, resource.Id, resource.Version, json, TimeProvider.System.GetUtcNow(), cancellation) is null)
                    return terminal.Fail($"the {kind} '{resource.Id}' was changed in the meantime; begin again.");
                await WriteDownAsync(store, $"{kind}.reseal", resource.Id, cancellation);
                count++;
            }

            terminal.Output.WriteLine($"sealed the credentials of {count} providers and budgets");
            return ExitCode.Ok;
        }, cancellation));
        return command;
    }

    private static string? Resealed(StoredResource resource, CredentialSeal seal) => resource.Kind switch
    {
        ResourceKind.Provider => ProviderSecretsInJson.Reseal(resource.Json, seal),
        ResourceKind.Budget => BudgetWebhookInJson.Reseal(resource.Json, seal),
        _ => resource.Json,
    };

    private static async Task<int> WithStoreAsync(
        string configPath, Terminal terminal, Func<StateStore, Task<int>> work, CancellationToken cancellation)
    {
        if (ConfigFile.Load(configPath, terminal) is not { } config)
            return ExitCode.Failure;

        try
        {
            await using var store = await StateStore.OpenAsync(StoreSettings.PathOf(config.Data), LedgerCommand.OptionsOf(config), TimeProvider.System, cancellation);
            if (store.StaleReason is { } reason)
                terminal.Warn(KeysCommand.StaleStore(reason));
            return await work(store);
        }
        catch (Exception exception) when (exception is StoreException or PostgresAwayException)
        {
            return terminal.Fail(exception.Message);
        }
    }

    private static Task WriteDownAsync(StateStore store, string action, string id, CancellationToken cancellation)
    {
        var now = TimeProvider.System.GetUtcNow();
        return store.Audit.AddAsync(new AuditEvent(Guid.CreateVersion7(now), now, "cli", action, id, "committed", null), cancellation);
    }
}
