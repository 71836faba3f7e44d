using FerroGate.Admin;
using FerroGate.Admin.ApiKeys;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Resources;
using FerroGate.Config.Text;
using FerroGate.Config.Values;
using FerroGate.Core.Keys;
using FerroGate.Core.Records;
using FerroGate.Core.Roles;
using FerroGate.Server.Snapshots;
using FerroGate.Storage.Postgres;

namespace FerroGate.Server.Hosting;

/// <summary>Changes the keys of the store for the admin API. What is done counts at once here, and within a second elsewhere.</summary>
internal sealed partial class KeyControl(
    IKeyStore store, StoredKeys keys, KeyDirectory directory, IAuditLog audit, CurrentRevision current, Func<string, string?> environment, TimeProvider clock, ILogger<KeyControl> logger) : IKeyControl
{
    private static readonly TimeSpan UsualOverlap = TimeSpan.FromHours(24);
    private static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(366);

    private const int ShortestSecret = 20;

    private readonly ConfigResources _config = new(GatewayVocabulary.Value, environment);
    private readonly SnapshotCompiler _compiler = new(environment);

    public async Task<IReadOnlyList<KeyItem>> ListAsync(string? after, int limit, IReadOnlyList<Tenant>? tenants, CancellationToken cancellation)
    {
        var uses = await store.LastUsesAsync(cancellation);
        var file = OfFile.Where(key => string.CompareOrdinal(key.Id.Value, after) > 0).Select(key => Item(key, uses.TryGetValue(key.Id.Value, out var used) ? used : null))
            .Where(item => tenants is null || tenants.Any(tenant => tenant.Covers(item.Tenant)));
        var stored = (await store.PageAsync(after, limit, tenants, cancellation)).Select(Item);
        return [.. file.Concat(stored).OrderBy(item => item.Id, StringComparer.Ordinal).Take(limit)];
    }

    public async Task<KeyItem?> FindAsync(string id, CancellationToken cancellation)
    {
        if (OfFile.FirstOrDefault(key => key.Id.Value == id) is not { } defined)
            return await store.FindAsync(id, cancellation) is { } stored ? Item(stored) : null;

        return Item(defined, (await store.LastUsesAsync(cancellation)).TryGetValue(id, out var used) ? used : null);
    }

    public Task<KeyAnswer> CreateAsync(string json, AdminActor actor, CancellationToken cancellation) =>
        UnlessAwayAsync(() => TryCreateAsync(json, actor, cancellation));

    private async Task<KeyAnswer> TryCreateAsync(string json, AdminActor actor, CancellationToken cancellation)
    {
        var (config, wrong) = Read(json);
        if (config is null)
            return wrong!;

        if (IsOfFile(config.Id.Value))
            return new KeyAnswer(409, Detail: $"The config file defines the key '{config.Id.Value}' already.");

        var secret = config is { Key: null, Hash: null } ? KeyGenerator.NewSecret() : null;
        var key = _compiler.Compile(config, secret is null ? HashOf(config) : KeyHash.Of(secret));
        if (Beyond(actor, key) is { } more)
            return new KeyAnswer(403, Detail: more);

        if (StartCheck.IsPublished(key.Hash))
            return new KeyAnswer(400, Detail: "This secret stands in FerroGate's documentation, so everybody has it.");

        // Also one that was replaced a while ago, and one of the config file.
        if (directory.Find(key.Hash) is { } holder)
            return new KeyAnswer(409, Detail: holder.Id == key.Id ? $"There is a key '{key.Id}' already." : "Another key has this secret: let the gateway make one.");

        if (!await store.TryAddAsync(key, clock.GetUtcNow(), CancellationToken.None))
            return new KeyAnswer(409, Detail: $"There is a key '{key.Id}' already, or one with this secret.");

        await DoneAsync(actor, "create", key, $"scopes: {string.Join(' ', ScopeNames.NamesOf(key.Scopes))}");
        return new KeyAnswer(201, await FindAsync(key.Id, CancellationToken.None)) { Secret = secret };
    }

    public Task<KeyAnswer> UpdateAsync(string id, Func<string, string> edit, long? version, AdminActor actor, CancellationToken cancellation) =>
        UnlessAwayAsync(() => TryUpdateAsync(id, edit, version, actor, cancellation));

    private async Task<KeyAnswer> TryUpdateAsync(string id, Func<string, string> edit, long? version, AdminActor actor, CancellationToken cancellation)
    {
        var (before, missing) = await TakeAsync(id, version, actor, cancellation);
        if (before is null)
            return missing!;

        var (config, wrong) = Read(edit(ConfigResources.WriteKey(KeyConfigs.Of(before.Key))));
        if (config is null)
            return wrong!;

        if (config is not { Key: null, Hash: null })
        {
            if (directory.Find(HashOf(config)) is { } holder && holder.Id != id)
                return new KeyAnswer(409, Detail: "Another key has this secret, and two never have one.");
            return new KeyAnswer(400, Detail: "A secret is changed by 'rotate', so that the one before goes on for a while.");
        }

        var key = _compiler.Compile(config, before.Key.Hash);
        if (key.Id != id)
            return new KeyAnswer(400, Detail: $"The key '{id}' cannot be called '{key.Id}': make another one, and delete this one.");

        if (Beyond(actor, key) is { } more)
            return new KeyAnswer(403, Detail: more);

        if (!await store.TryUpdateAsync(key, before.Version, CancellationToken.None))
            return Outdated(id);

        await DoneAsync(actor, "update", key, null);
        return new KeyAnswer(200, await FindAsync(id, CancellationToken.None));
    }

    public Task<KeyAnswer> RotateAsync(string id, string? overlap, long? version, AdminActor actor, CancellationToken cancellation) =>
        UnlessAwayAsync(() => TryRotateAsync(id, overlap, version, actor, cancellation));

    private async Task<KeyAnswer> TryRotateAsync(string id, string? overlap, long? version, AdminActor actor, CancellationToken cancellation)
    {
        var time = UsualOverlap;
        if (overlap is not null && !DurationText.TryParse(overlap, LongestOverlap, out time))
            return new KeyAnswer(400, Detail: $"'overlap' is a duration such as 24h or 0s, of 366 days at most, and not '{overlap}'.");

        var (before, missing) = await TakeAsync(id, version, actor, cancellation);
        if (before is null)
            return missing!;

        var secret = KeyGenerator.NewSecret();
        var until = clock.GetUtcNow() + time;
        if (!await store.TryRotateAsync(id, before.Version, KeyHash.Of(secret), until, CancellationToken.None))
            return Outdated(id);

        await DoneAsync(actor, "rotate", before.Key, $"the secret before is accepted until {until.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        return new KeyAnswer(200, await FindAsync(id, CancellationToken.None)) { Secret = secret };
    }

    public Task<KeyAnswer> DeleteAsync(string id, long? version, AdminActor actor, CancellationToken cancellation) =>
        UnlessAwayAsync(() => TryDeleteAsync(id, version, actor, cancellation));

    private async Task<KeyAnswer> TryDeleteAsync(string id, long? version, AdminActor actor, CancellationToken cancellation)
    {
        var (before, missing) = await TakeAsync(id, version, actor, cancellation);
        if (before is null)
            return missing!;

        if (!await store.TryDeleteAsync(id, before.Version, CancellationToken.None))
            return Outdated(id);

        await DoneAsync(actor, "delete", before.Key, null);
        return new KeyAnswer(200);
    }

    private static async Task<KeyAnswer> UnlessAwayAsync(Func<Task<KeyAnswer>> change)
    {
        try
        {
            return await change();
        }
        catch (PostgresAwayException away)
        {
            return new KeyAnswer(503, Detail: SharedStoreAway.Of(away.Message));
        }
    }

    private IReadOnlyList<ApiKeyConfig> OfFile => current.Value.Config.Ai.ApiKeys;

    private bool IsOfFile(string id) => OfFile.Any(key => key.Id.Value == id);

    private (ApiKeyConfig? Config, KeyAnswer? Wrong) Read(string json)
    {
        var (config, diagnostics) = _config.ReadKey(json);
        if (config is null)
            return (null, Wrong(diagnostics));

        return config switch
        {
            { Id.Value: var id } when id.StartsWith(VirtualKey.TokenPrefix, StringComparison.Ordinal) => (null, new KeyAnswer(400, Detail: "Ids that begin with 'jwt:' are those of the holders of tokens.")),
            { Key: { Value.Literal: null } } => (null, new KeyAnswer(400, Detail: "A key that is made by API has its secret here, or as 'key_hash', or none for one that is made; not in a variable or a file.")),
            { Key.Value.Literal: { } secret } when secret.Length < ShortestSecret || secret.Any(character => character is <= ' ' or > '~') => (null, new KeyAnswer(
                400, Detail: $"A secret has at least {ShortestSecret} characters, all of them visible and of ASCII; without one, the gateway makes it.")),
            { PreviousKey: not null } or { PreviousHash: not null } or { PreviousUntil: not null } => (null, new KeyAnswer(400, Detail: "The secret before belongs to 'rotate'.")),
            _ => (config, null),
        };
    }

    private async Task<(StoredKey? Key, KeyAnswer? Missing)> TakeAsync(string id, long? version, AdminActor actor, CancellationToken cancellation)
    {
        // Whoever can neither see nor change it is told nothing of it.
        if (await FindAsync(id, cancellation) is not { } item || !(actor.Rights.May(AdminRight.Read, item.Tenant) || actor.Rights.May(AdminRight.Operate, item.Tenant)))
            return (null, new KeyAnswer(404, Detail: $"There is no key '{id}'."));

        if (item.Stored is not { } found)
            return (null, new KeyAnswer(409, Detail: $"The config file defines the key '{id}': change it there."));

        if (Beyond(actor, found.Key) is { } more)
            return (null, new KeyAnswer(403, Detail: more));

        return version is null || version == found.Version ? (found, null) : (null, Outdated(id));
    }

    // Who could make keys that may more than their own, or take the secret of one, would be anybody.
    private string? Beyond(AdminActor actor, VirtualKey key)
    {
        if (!actor.Rights.May(AdminRight.Operate, key.Tenant))
            return $"The key '{key.Id}' is not of your tenant.";

        if (actor.Rights.Cover(AdminRights.Of(key, current.Value.Snapshot.RoleBindings)))
            return null;

        var more = Lacks(actor, key, AdminRight.Read, Scope.AdminRead) | Lacks(actor, key, AdminRight.Operate | AdminRight.Own, Scope.AdminWrite);
        return more != Scope.None
            ? $"Your key has not {string.Join(", ", ScopeNames.NamesOf(more))}, so you cannot give that to the key '{key.Id}', or change what it has."
            : $"The key '{key.Id}' has a role that yours does not cover, so you can neither make nor change it.";
    }

    private static Scope Lacks(AdminActor actor, VirtualKey key, AdminRight rights, Scope scope) =>
        key.Scopes.HasFlag(scope) && !actor.Rights.May(rights, key.Tenant) ? scope : Scope.None;

    // A key that is taken back must open nothing once the answer is there.
    private async Task DoneAsync(AdminActor actor, string verb, VirtualKey key, string? message)
    {
        try
        {
            await keys.RefreshAsync(CancellationToken.None);
            var now = clock.GetUtcNow();
            await audit.AddAsync(new AuditEvent(Guid.CreateVersion7(now), now, actor.Id, $"api_key.{verb}", key.Id, "committed", message) { Tenant = key.Tenant }, CancellationToken.None);
        }
        catch (Exception exception)
        {
            // It is stored, and counts within a second.
            Log.NotDone(logger, exception, key.Id);
        }
    }

    private static KeyHash HashOf(ApiKeyConfig config) => config.Hash?.Value ?? KeyHash.Of(config.Key!.Value.Literal!);

    private static KeyItem Item(StoredKey stored) =>
        new(stored.Key.Id, ConfigResources.WriteKey(KeyConfigs.Of(stored.Key)), "hash", stored.LastUsedAt, stored) { Tenant = stored.Key.Tenant };

    private static KeyItem Item(ApiKeyConfig defined, DateTimeOffset? used)
    {
        var source = defined switch
        {
            { Hash: not null } => "hash",
            { Key.Value.Variable: not null } => "env",
            { Key.Value.File: not null } => "file",
            _ => "inline",
        };
        return new KeyItem(defined.Id.Value, ConfigResources.WriteKey(defined), source, used, null)
        {
            Tenant = new Tenant(defined.OrganizationId?.Value, defined.TeamId?.Value, defined.ProjectId?.Value, defined.UserId?.Value),
        };
    }

    private static KeyAnswer Outdated(string id) => new(412, Detail: $"The key '{id}' was changed in the meantime: read it again.");

    private static KeyAnswer Wrong(IReadOnlyList<Diagnostic> diagnostics) => new(
        400,
        Detail: DiagnosticViews.Sentence(diagnostics),
        Diagnostics: DiagnosticViews.Errors(diagnostics));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The key {Id} was changed, but the change could not be followed or written to the audit log at once.")]
        public static partial void NotDone(ILogger logger, Exception exception, string id);
    }
}
