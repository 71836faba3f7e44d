using FerroGate.Admin;
using FerroGate.Admin.Resources;
using FerroGate.Config.Resources;
using FerroGate.Config.Text;
using FerroGate.Core.Keys;
using FerroGate.Core.Pulses;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Core.Roles;
using FerroGate.Storage.Postgres;

namespace FerroGate.Server.Snapshots;

/// <summary>
/// Changes resources of the store, one change at a time: what would be is checked and prepared as a whole, then written down, then in force.
/// Changes that other processes write are followed every second.
/// </summary>
internal sealed partial class ResourceControl(
    IResourceStore store, IAuditLog audit, ResourceBook book, KeyDirectory keys, Reloader reloader, CurrentRevision current, TimeProvider clock, ILogger<ResourceControl> logger) : IResourceControl
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Pulse _pulse = new(Interval, clock);
    private long _version;
    private long? _refused;

    public IReadOnlyList<ResourceItem> List(ResourceKind kind)
    {
        var stored = book.Stored.Where(resource => resource.Kind == kind && !ConfigResources.IsHidden(reloader.File, resource))
            .ToDictionary(resource => resource.Id, StringComparer.Ordinal);
        var written = ConfigResources.Write(current.Value.Config, kind)
            .Select(each => new ResourceItem(each.Id, kind == ResourceKind.Budget ? BudgetWebhookInJson.Show(each.Json, stored.GetValueOrDefault(each.Id)?.Json) : each.Json, stored.GetValueOrDefault(each.Id)) { Tenant = TenantOf(kind, each.Json) })
            .ToList();
        return kind == ResourceKind.Tenant ? [.. written, .. KeyTenants.Beside(written, keys)] : written;
    }

    public async Task<ResourceChange> CreateAsync(ResourceKind kind, string json, AdminActor actor, CancellationToken cancellation)
    {
        using var turn = await reloader.PauseAsync(cancellation);
        if (Refuse(kind, ref json, null, out var id) is { } wrong)
            return wrong;

        if ((ResourceRights.Refuse(actor, kind, id, TenantOf(kind, json)) ?? RefuseKeys(actor, kind, json)) is { } refused)
            return new ResourceChange(403, Detail: refused);

        if (Find(kind, id) is not null || IsOfFile(kind, id))
            return new ResourceChange(409, Detail: $"There is a {ResourceKindNames.Of(kind)} '{id}' already{(IsOfFile(kind, id) ? ", in the config file" : "; change it with PATCH or PUT")}.");

        var now = clock.GetUtcNow();
        StoredResource? added = null;
        return await ChangeAsync(
            [.. book.Stored, new StoredResource(kind, id, json, 0, now, now)],
            async () => (added = await store.TryAddAsync(kind, id, json, now, CancellationToken.None)) is not null,
            () => [.. book.Stored, added!],
            new Change(kind, id, TenantOf(kind, json), "create", actor.Id, 201));
    }

    public async Task<ResourceChange> UpdateAsync(
        ResourceKind kind, string id, Func<string, string> edit, long? version, AdminActor actor, CancellationToken cancellation)
    {
        using var turn = await reloader.PauseAsync(cancellation);
        if (Missing(kind, id, version, actor, out var before) is { } missing)
            return missing;

        var json = edit(before!.Json);
        if (Refuse(kind, ref json, before.Json, out var named) is { } wrong)
            return wrong;

        if ((ResourceRights.Refuse(actor, kind, id, TenantOf(kind, json)) ?? RefuseKeys(actor, kind, json)) is { } refused)
            return new ResourceChange(403, Detail: refused);

        if (named != id)
            return new ResourceChange(400, Detail: $"The {ResourceKindNames.Of(kind)} '{id}' cannot be called '{named}': make another one, and delete this one.");

        var now = clock.GetUtcNow();
        StoredResource? changed = null;
        return await ChangeAsync(
            Replaced(before, before with { Json = json }),
            async () => (changed = await store.TryUpdateAsync(kind, id, before.Version, json, now, CancellationToken.None)) is not null,
            () => Replaced(before, changed!),
            new Change(kind, id, TenantOf(kind, json), "update", actor.Id, 200));
    }

    public async Task<ResourceChange> DeleteAsync(ResourceKind kind, string id, long? version, AdminActor actor, CancellationToken cancellation)
    {
        using var turn = await reloader.PauseAsync(cancellation);
        if (Missing(kind, id, version, actor, out var before) is { } missing)
            return missing;

        var rest = book.Stored.Where(resource => resource != before).ToList();
        return await ChangeAsync(
            rest,
            () => store.TryDeleteAsync(kind, id, before!.Version, CancellationToken.None),
            () => rest,
            new Change(kind, id, TenantOf(kind, before!.Json), "delete", actor.Id, 200));
    }

    /// <summary>Reads what the store has; the start does it once before anything is in force.</summary>
    public static async Task<long> ReadAsync(IResourceStore store, ResourceBook book, CancellationToken cancellation)
    {
        var version = await store.VersionAsync(cancellation);
        book.Use(await store.ListAsync(cancellation));
        return version;
    }

    /// <summary>Something has changed: it is taken over at once, and not only with the next look.</summary>
    public void Hear() => _pulse.Beat();

    /// <summary>Follows what other processes write, until this one ends.</summary>
    /// <param name="version">What the start has read.</param>
    /// <param name="stop">The process ends.</param>
    public async Task WatchAsync(long version, CancellationToken stop)
    {
        _version = version;
        try
        {
            while (true)
            {
                await _pulse.WaitAsync(stop);
                await FollowAsync(stop);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        try
        {
            var version = await store.VersionAsync(stop);
            if (version == _version)
                return;

            using var turn = await reloader.PauseAsync(stop);
            var stored = await store.ListAsync(stop);
            if (!stored.SequenceEqual(book.Stored))
            {
                var (_, error) = await reloader.UseAsync(stored, () => Task.FromResult(true));
                if (error is not null)
                {
                    // Said once, and tried again: the file may come to fit it.
                    if (_refused != version)
                        Log.NotInForce(logger, error);
                    _refused = version;
                    return;
                }

                book.Use(stored);
            }

            _version = version;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            Log.CannotRead(logger, exception);
        }
    }

    // What it says by itself, so that a mistake is told with its place in what was sent.
    private ResourceChange? Refuse(ResourceKind kind, ref string json, string? before, out string id)
    {
        if (book.Seal(kind, json, before) is not { } stored)
        {
            id = "";
            return new ResourceChange(400, Detail: $"A credential or a webhook can only be stored sealed, and a credential is given anew where 'base_url' or 'kind' changes: start the gateway with {CredentialSeal.Variable}.");
        }

        json = stored;
        (var named, var diagnostics) = book.Read(kind, json);
        id = named ?? "";
        return named is null ? Wrong(400, diagnostics) : null;
    }

    // A role keeps those who may less from changing its key, so nobody gives one to a key that is not theirs, or that there is not yet.
    private string? RefuseKeys(AdminActor actor, ResourceKind kind, string json)
    {
        if (kind != ResourceKind.RoleBinding || actor.Rights.May(AdminRight.Own, Tenant.None))
            return null;

        var named = book.KeysNamedIn(json).Where(id => !id.StartsWith(VirtualKey.TokenPrefix, StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        named.ExceptWith(keys.All.Where(key => named.Contains(key.Id) && actor.Rights.May(AdminRight.Operate, key.Tenant)).Select(key => key.Id).ToList());
        return named.Count == 0 ? null : $"There is no key '{named.First()}' of your tenant, and you give roles to those only.";
    }

    private ResourceChange? Missing(ResourceKind kind, string id, long? version, AdminActor actor, out StoredResource? found)
    {
        found = Find(kind, id);
        if (found is not null && ResourceRights.Refuse(actor, kind, id, TenantOf(kind, found.Json)) is { } refused)
            return new ResourceChange(403, Detail: refused);

        if (IsOfFile(kind, id))
            return new ResourceChange(409, Detail: $"The config file defines the {ResourceKindNames.Of(kind)} '{id}': change it there.");

        if (found is null)
            return new ResourceChange(404, Detail: $"There is no {ResourceKindNames.Of(kind)} '{id}'.");

        return version is null || version == found.Version ? null : Outdated(kind, id);
    }

    private async Task<ResourceChange> ChangeAsync(
        IReadOnlyList<StoredResource> wanted, Func<Task<bool>> write, Func<IReadOnlyList<StoredResource>> written, Change change)
    {
        var isThere = true;
        string? away = null;
        var (candidate, error) = await reloader.UseAsync(wanted, async () =>
        {
            try
            {
                return isThere = await write();
            }
            catch (PostgresAwayException exception)
            {
                away = exception.Message;
                return false;
            }
        });
        if (away is not null)
            return new ResourceChange(503, Detail: SharedStoreAway.Of(away));

        if (error is not null)
        {
            if (!isThere)
                return change.Status == 201 ? new ResourceChange(409, Detail: $"There is a {ResourceKindNames.Of(change.Kind)} '{change.Id}' already, made by another gateway just now.") : Outdated(change.Kind, change.Id);

            // What is wrong in what was sent is the sender's; what another resource or the file needs stands against it.
            return candidate.Error is null ? new ResourceChange(503, Detail: error) : Wrong(409, candidate.Diagnostics);
        }

        book.Use(written());
        await WriteDownAsync(change);
        return new ResourceChange(change.Status, List(change.Kind).FirstOrDefault(item => item.Id == change.Id));
    }

    private async Task WriteDownAsync(Change change)
    {
        var now = clock.GetUtcNow();
        try
        {
            await audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(now), now, change.Actor, $"{ResourceKindNames.Of(change.Kind)}.{change.Verb}", change.Id, "committed", $"snapshot {current.Value.Id}") { Tenant = change.Tenant },
                CancellationToken.None);
        }
        catch (Exception exception)
        {
            // It is in force all the same.
            Log.NotWrittenDown(logger, exception, change.Id);
        }
    }

    private Tenant TenantOf(ResourceKind kind, string json) => ResourceRights.IsOfTenants(kind) ? book.TenantOf(kind, json) : Tenant.None;

    private StoredResource? Find(ResourceKind kind, string id) => book.Stored.FirstOrDefault(resource => resource.Kind == kind && resource.Id == id);

    private bool IsOfFile(ResourceKind kind, string id) => ConfigResources.IsHidden(reloader.File, new StoredResource(kind, id, "", 0, default, default));

    private List<StoredResource> Replaced(StoredResource before, StoredResource after) => [.. book.Stored.Select(resource => resource == before ? after : resource)];

    private static ResourceChange Outdated(ResourceKind kind, string id) =>
        new(412, Detail: $"The {ResourceKindNames.Of(kind)} '{id}' was changed in the meantime: read it again.");

    private static ResourceChange Wrong(int status, IReadOnlyList<Diagnostic> diagnostics) =>
        new(status, Detail: DiagnosticViews.Sentence(diagnostics), Diagnostics: DiagnosticViews.Errors(diagnostics));

    private sealed record Change(ResourceKind Kind, string Id, Tenant Tenant, string Verb, string Actor, int Status);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "What another process has made in the store does not fit this gateway, so it goes on with what it has: {Reason}")]
        public static partial void NotInForce(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The resources of the store could not be read; those known so far stay in force.")]
        public static partial void CannotRead(ILogger logger, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "A change of {Id} could not be written to the audit log.")]
        public static partial void NotWrittenDown(ILogger logger, Exception exception, string id);
    }
}
