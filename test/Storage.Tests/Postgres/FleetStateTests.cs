using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Core.Stored;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing;
using FerroGate.Testing.Postgres;
using Npgsql;

namespace FerroGate.Storage.Tests.Postgres;

/// <summary>What several gateways share, and what one of them does while the database is away.</summary>
[Trait("Category", "Process")]
public sealed class FleetStateTests(SharedPostgres postgres) : IDisposable
{
    private readonly TemporaryDirectory _first = new();
    private readonly TemporaryDirectory _second = new();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    [Fact]
    public async Task What_the_first_gateway_of_a_fleet_has_is_brought_there_and_the_second_has_it_too()
    {
        var key = Key("key", "secret") with { Name = "first", Metadata = [new("tier", "gold")] };
        await using (var alone = await StateStore.OpenAsync(_first.Data, new StoreOptions(), TimeProvider.System, Some.Token))
        {
            await alone.Keys.TryAddAsync(key, Some.Moment, Some.Token);
            await alone.Keys.NoteUsesAsync([new("key", Some.Moment.AddDays(1))], Some.Token);
            await alone.Resources.TryAddAsync(ResourceKind.Policy, "b", "{}", Some.Moment, Some.Token);
            await alone.Resources.TryAddAsync(ResourceKind.Policy, "a", """{"x":1}""", Some.Moment, Some.Token);
            await alone.Audit.AddAsync(Event("before"), Some.Token);
            await alone.StoredObjects.KeepAsync([Object("resp_1")], null, Some.Token);
        }

        var options = await FleetAsync();
        await using var first = await Some.Store(_first, options);
        await using var second = await Some.Store(_second, options);

        foreach (var gateway in (LocalStore[])[first, second])
        {
            var stored = Assert.Single(await gateway.Keys.PageAsync(null, 10, null, Some.Token));
            Assert.Equal(("key", "first", Some.Moment, Some.Moment.AddDays(1)), (stored.Key.Id, stored.Key.Name, stored.CreatedAt, stored.LastUsedAt));
            Assert.Equal(key.Metadata, stored.Key.Metadata);
            Assert.Equal([("b", "{}"), ("a", """{"x":1}""")], (await gateway.Resources.ListAsync(Some.Token)).Select(resource => (resource.Id, resource.Json)));
            Assert.Equal("key", Assert.Single((await gateway.Keys.ChangesAsync(0, Some.Token)).Changes).Key?.Id);
            Assert.Null(gateway.SharedState!.StaleReason);
            await Patience.UntilAsync(() => gateway.StoredObjects.FindAsync(["resp_1"], Some.Token), found => found.Count == 1, "the object to be found");
            await Patience.UntilAsync(() => TargetsAsync(gateway), targets => targets.SequenceEqual(["before"]), "the event of the first");
        }
    }

    [Fact]
    public async Task What_a_gateway_has_of_its_own_is_not_mixed_with_what_a_fleet_has_nor_lost()
    {
        await using (var alone = await StateStore.OpenAsync(_second.Data, new StoreOptions(), TimeProvider.System, Some.Token))
        {
            await alone.Keys.TryAddAsync(Key("own", "own"), Some.Moment, Some.Token);
            await alone.Resources.TryAddAsync(ResourceKind.Limit, "own", "{}", Some.Moment, Some.Token);
        }

        var options = await FleetAsync();
        await using var first = await Some.Store(_first, options);
        await first.Keys.TryAddAsync(Key("shared", "shared"), Some.Moment, Some.Token);

        var refused = await Assert.ThrowsAsync<StoreException>(() => Some.Store(_second, options));

        Assert.Contains("This gateway has 1 keys and 1 resources of its own", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["shared"], await KeysAsync(first));
        await using var again = await StateStore.OpenAsync(_second.Data, new StoreOptions(), TimeProvider.System, Some.Token);
        Assert.Equal(["own"], (await again.Keys.ListAsync(Some.Token)).Select(key => key.Id));
    }

    [Fact]
    public async Task Of_a_thousand_changes_by_two_gateways_a_third_misses_none()
    {
        var options = await FleetAsync();
        await using var first = await Some.Store(_first, options);
        await using var second = await Some.Store(_second, options);
        using var folder = new TemporaryDirectory();
        await using var third = await Some.Store(folder, options);

        await Task.WhenAll(ChangeAsync(first, "a"), ChangeAsync(second, "b"));

        var wanted = Enumerable.Range(0, 250).Where(number => number % 2 == 0).SelectMany(number => new[] { $"a-{number:000}", $"b-{number:000}" }).Order(StringComparer.Ordinal).ToList();
        foreach (var gateway in (LocalStore[])[first, second, third])
        {
            var keys = await Patience.UntilAsync(
                () => CopyAsync(gateway), keys => keys.Select(key => key.Id).SequenceEqual(wanted) && keys.TrueForAll(key => !key.Enabled), "all changes");
            Assert.Equal(250, keys.Count);
        }

        static async Task ChangeAsync(LocalStore gateway, string name)
        {
            for (var number = 0; number < 250; number++)
            {
                var id = $"{name}-{number:000}";
                Assert.True(await gateway.Keys.TryAddAsync(Key(id, id), Some.Moment, Some.Token));
                Assert.True(number % 2 == 0 ? await gateway.Keys.TryEnableAsync(id, false, Some.Token) : await gateway.Keys.TryDeleteAsync(id, Some.Token));
            }
        }
    }

    [Fact]
    public async Task A_secret_is_one_key_s_and_a_version_is_changed_once_in_the_whole_fleet()
    {
        var options = await FleetAsync();
        await using var first = await Some.Store(_first, options);
        await using var second = await Some.Store(_second, options);

        for (var round = 0; round < 20; round++)
        {
            var added = await Task.WhenAll(
                first.Keys.TryAddAsync(Key($"a-{round}", $"secret-{round}"), Some.Moment, Some.Token),
                second.Keys.TryAddAsync(Key($"b-{round}", $"secret-{round}"), Some.Moment, Some.Token));
            Assert.Single(added, isDone => isDone);
            var key = (await first.Keys.FindAsync(added[0] ? $"a-{round}" : $"b-{round}", Some.Token))!;
            var changed = await Task.WhenAll(
                first.Keys.TryUpdateAsync(key.Key with { Name = "first" }, key.Version, Some.Token),
                second.Keys.TryUpdateAsync(key.Key with { Name = "second" }, key.Version, Some.Token));
            Assert.Single(changed, isDone => isDone);
            Assert.Equal(changed[0] ? "first" : "second", (await second.Keys.FindAsync(key.Key.Id, Some.Token))!.Key.Name);
        }
    }

    [Fact]
    public async Task A_change_arrives_although_nobody_hears_of_it()
    {
        var options = await FleetAsync();
        await using var first = await Some.Store(_first, options);
        await using var second = await Some.Store(_second, options);
        await EachListensAsync(2);

        // The listeners are gone for a second, and the ear with them is deaf.
        await QueryAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'");
        await first.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token);

        await Patience.UntilAsync(async () => (await CopyAsync(second)).Count, count => count == 1, "the key to arrive");
        await EachListensAsync(2);
    }

    [Fact]
    public async Task Without_notifications_at_all_polling_does()
    {
        var options = await FleetAsync();
        await using var first = await Some.Store(_first, options);
        await using var second = await Some.Store(_second, options);
        await QueryAsync(
            """
            DO $$ BEGIN
                EXECUTE replace(pg_get_functiondef('key_changed'::regproc), 'PERFORM pg_notify(''ferrogate_state'', '''');', '');
                EXECUTE replace(pg_get_functiondef('resource_changed'::regproc), 'PERFORM pg_notify(''ferrogate_state'', '''');', '');
            END $$
            """);

        await first.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token);
        await first.Resources.TryAddAsync(ResourceKind.Limit, "limit", "{}", Some.Moment, Some.Token);

        await Patience.UntilAsync(async () => (await CopyAsync(second)).Count, count => count == 1, "the key to arrive");
        await Patience.UntilAsync(() => second.Resources.ListAsync(Some.Token), resources => resources.Count == 1, "the limit to arrive");
    }

    [Fact]
    public async Task Without_the_database_a_gateway_starts_from_its_copy_takes_no_change_and_follows_when_it_is_back()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        await using var server = await PostgresServer.StartNewAsync();
        var options = Some.SmallSegments with { Postgres = PostgresAddress.Parse(await server.NewDatabaseAsync()) };
        await using var other = await Some.Store(_second, options);
        await using (var first = await Some.Store(_first, options))
        {
            await first.Keys.TryAddAsync(Key("stays", "stays"), Some.Moment, Some.Token);
            await first.Keys.TryAddAsync(Key("goes", "goes"), Some.Moment, Some.Token);
            await first.Resources.TryAddAsync(ResourceKind.Policy, "policy", "{}", Some.Moment, Some.Token);
            await first.StoredObjects.KeepAsync([Object("resp_own")], null, Some.Token);
        }

        await other.Keys.TryDeleteAsync("goes", Some.Token);
        await other.StoredObjects.KeepAsync([Object("resp_other")], null, Some.Token);
        await server.StopAsync();

        await using var gateway = await Some.Store(_first, options);
        Assert.Contains("cannot be used just now", gateway.SharedState!.StaleReason, StringComparison.Ordinal);
        Assert.Equal(["goes", "stays"], await KeysAsync(gateway));
        Assert.Equal(2, (await gateway.Keys.ChangesAsync(0, Some.Token)).Changes.Count);
        Assert.Equal(0, (await gateway.Keys.FindAsync("stays", Some.Token))!.Version);
        Assert.Equal(["policy"], (await gateway.Resources.ListAsync(Some.Token)).Select(resource => resource.Id));
        await Assert.ThrowsAsync<PostgresAwayException>(() => gateway.Keys.TryAddAsync(Key("new", "new"), Some.Moment, Some.Token));
        await Assert.ThrowsAsync<PostgresAwayException>(() => gateway.Keys.TryDeleteAsync("stays", Some.Token));
        await Assert.ThrowsAsync<PostgresAwayException>(() => gateway.Resources.TryAddAsync(ResourceKind.Policy, "new", "{}", Some.Moment, Some.Token));

        await gateway.Audit.AddAsync(Event("while away"), Some.Token);
        var listed = await gateway.Audit.ListAsync(Some.Everything, Some.Token);
        Assert.True(listed.IsStale);
        Assert.Equal(["while away"], listed.Items.Select(change => change.Target));
        await Assert.ThrowsAsync<ListAwayException>(() => gateway.Audit.ListAsync(Some.Everything with { After = 5 }, Some.Token));
        Assert.True((await gateway.Fleet!.Ledger.ListAsync(Some.Everything, Some.Token)).IsStale);
        await Assert.ThrowsAsync<ListAwayException>(() => gateway.Fleet!.Ledger.ListAsync(Some.Everything with { After = 5 }, Some.Token));
        await Assert.ThrowsAsync<ListAwayException>(() => gateway.Records.ListAsync(Some.Everything with { After = 5 }, Some.Token));

        await gateway.StoredObjects.KeepAsync([Object("resp_away")], null, Some.Token);
        await gateway.StoredObjects.ForgetAsync("resp_own", Some.Token);
        Assert.Single(await gateway.StoredObjects.FindAsync(["resp_away"], Some.Token));
        var unknown = await Assert.ThrowsAsync<StoredObjectsAwayException>(() => gateway.StoredObjects.FindAsync(["resp_away", "resp_other"], Some.Token));
        Assert.Equal(["resp_away"], unknown.Found.Select(stored => stored.Id));

        await server.StartAsync();
        await Patience.UntilAsync(() => Task.FromResult(gateway.SharedState!.StaleReason), reason => reason is null, "the gateway to follow again");
        Assert.Equal(["stays"], (await CopyAsync(gateway)).Select(key => key.Id));
        Assert.True(await gateway.Keys.TryAddAsync(Key("new", "new"), Some.Moment, Some.Token));
        await Patience.UntilAsync(() => TargetsAsync(other), targets => targets.SequenceEqual(["while away"]), "the event to arrive once");
        Assert.Equal(Environment.MachineName, Assert.Single((await other.Audit.ListAsync(Some.Everything, Some.Token)).Items).Node);
        await Patience.UntilAsync(
            () => other.StoredObjects.FindAsync(["resp_away", "resp_own", "resp_other"], Some.Token),
            found => found.Select(stored => stored.Id).Order().SequenceEqual(["resp_away", "resp_other"]),
            "what was made and deleted meanwhile");
    }

    [Fact]
    public async Task A_database_that_was_put_back_from_a_backup_is_what_counts()
    {
        var options = await FleetAsync();
        await using (var first = await Some.Store(_first, options))
        {
            await first.Keys.TryAddAsync(Key("old", "old"), Some.Moment, Some.Token);
            await first.Keys.TryAddAsync(Key("lost", "lost"), Some.Moment, Some.Token);
        }

        // As it was after the first, and then another course of as many changes.
        await QueryAsync("ALTER TABLE virtual_key DISABLE TRIGGER ALL");
        await QueryAsync("DELETE FROM virtual_key WHERE id = 'lost'");
        await QueryAsync("DELETE FROM key_change WHERE id = 'lost'");
        await QueryAsync("UPDATE key_version SET version = 1");
        await QueryAsync("ALTER TABLE virtual_key ENABLE TRIGGER ALL");
        await QueryAsync("UPDATE virtual_key SET name = 'changed' WHERE id = 'old'");

        await using var again = await Some.Store(_first, options);

        Assert.Equal([("old", "changed")], (await CopyAsync(again)).Select(key => (key.Id, key.Name!)));
    }

    [Fact]
    public async Task A_new_database_gets_what_the_gateways_know_of_the_one_before()
    {
        var before = await FleetAsync();
        await using (var first = await Some.Store(_first, before))
        await using (var second = await Some.Store(_second, before))
        {
            await first.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token);
            await Patience.UntilAsync(async () => (await CopyAsync(second)).Count, count => count == 1, "the key to arrive");
        }

        _connection = null;
        var options = await FleetAsync();
        await using var gateway = await Some.Store(_first, options);
        await using var other = await Some.Store(_second, options);

        Assert.Equal(["key"], await KeysAsync(gateway));
        Assert.Equal(["key"], await KeysAsync(other));
        Assert.Equal(1L, await QueryAsync("SELECT COUNT(*) FROM virtual_key"));
    }

    private string? _connection;

    private async Task<StoreOptions> FleetAsync()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        return Some.SmallSegments with { Postgres = PostgresAddress.Parse(_connection ??= await postgres.NewDatabaseAsync()) };
    }

    private async Task<object?> QueryAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connection!);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Some.Token);
    }

    private Task<long> EachListensAsync(long count) => Patience.UntilAsync(
        async () => (long)(await QueryAsync("SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"))!,
        listening => listening == count,
        "the gateways to listen");

    private static async Task<List<string>> KeysAsync(LocalStore gateway) => [.. (await gateway.Keys.ListAsync(Some.Token)).Select(key => key.Id)];

    // What it serves from.
    private static async Task<List<VirtualKey>> CopyAsync(LocalStore gateway) =>
        [.. (await gateway.Keys.ChangesAsync(0, Some.Token)).Changes.Select(change => change.Key).OfType<VirtualKey>().OrderBy(key => key.Id, StringComparer.Ordinal)];

    private static async Task<List<string>> TargetsAsync(LocalStore gateway) =>
        [.. (await gateway.Audit.ListAsync(Some.Everything, Some.Token)).Items.Select(change => change.Target)];

    private static VirtualKey Key(string id, string secret) => new() { Id = id, Hash = KeyHash.Of(secret) };

    private static AuditEvent Event(string target) => new(Guid.CreateVersion7(Some.Moment), Some.Moment, "cli", "api_key.create", target, "committed", null);

    private static StoredObject Object(string id) => new()
    {
        Id = id,
        Kind = StoredKind.Response,
        ResponseId = id,
        ExchangeId = ExchangeId.New(TimeProvider.System),
        KeyId = "key",
        Tenant = Tenant.None,
        Model = "fast-chat",
        Provider = "openai",
        Account = new AccountId("account"),
        ContextTokens = 4_096,
        CreatedAt = Some.Moment,
    };
}
