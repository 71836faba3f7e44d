using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Core.Resources;
using FerroGate.Storage.Postgres.State;
using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>Keys, resources and the log of changes, also from two processes at once, on every database.</summary>
public abstract class StateContract : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _directory.Dispose();
    }

    /// <summary>The options with the database that is tested.</summary>
    private protected abstract Task<StoreOptions> OnDatabaseAsync(StoreOptions options);

    [Fact]
    public async Task A_key_is_changed_and_deleted_in_the_version_that_was_read_and_keeps_its_secrets()
    {
        await using var state = await OpenAsync();
        await state.Keys.TryAddAsync(new VirtualKey { Id = "other", Hash = KeyHash.Of("other") }, Some.Moment, Some.Token);
        await state.Keys.TryAddAsync(new VirtualKey { Id = "key", Hash = KeyHash.Of("a") }, Some.Moment, Some.Token);
        await state.Keys.TryRotateAsync("key", null, KeyHash.Of("b"), Some.Moment.AddDays(1), Some.Token);
        var before = (await state.Keys.FindAsync("key", Some.Token))!;

        Assert.True(await state.Keys.TryUpdateAsync(new VirtualKey { Id = "key", Hash = KeyHash.Of("x"), Name = "changed", CapsOutput = true }, before.Version, Some.Token));
        Assert.False(await state.Keys.TryUpdateAsync(before.Key, before.Version, Some.Token));
        Assert.False(await state.Keys.TryDeleteAsync("key", before.Version, Some.Token));
        var after = (await state.Keys.FindAsync("key", Some.Token))!;

        Assert.True(after.Version > before.Version);
        Assert.Equal((Some.Moment, "changed", true), (after.CreatedAt, after.Key.Name, after.Key.CapsOutput));
        Assert.Equal((KeyHash.Of("b"), KeyHash.Of("a"), Some.Moment.AddDays(1)), (after.Key.Hash, after.Key.PreviousHash, after.Key.PreviousUntil));
        Assert.True(await state.Keys.TryDeleteAsync("key", after.Version, Some.Token));
        Assert.Null(await state.Keys.FindAsync("key", Some.Token));
        Assert.NotNull(await state.Keys.FindAsync("other", Some.Token));
    }

    [Fact]
    public async Task Two_keys_never_have_one_secret_neither_now_nor_as_the_one_before()
    {
        await using var state = await OpenAsync();
        await state.Keys.TryAddAsync(new VirtualKey { Id = "one", Hash = KeyHash.Of("a") }, Some.Moment, Some.Token);
        await state.Keys.TryAddAsync(new VirtualKey { Id = "two", Hash = KeyHash.Of("c") }, Some.Moment, Some.Token);
        Assert.True(await state.Keys.TryRotateAsync("one", null, KeyHash.Of("b"), Some.Moment.AddDays(1), Some.Token));

        Assert.False(await state.Keys.TryAddAsync(new VirtualKey { Id = "three", Hash = KeyHash.Of("a") }, Some.Moment, Some.Token));
        Assert.False(await state.Keys.TryAddAsync(new VirtualKey { Id = "three", Hash = KeyHash.Of("b") }, Some.Moment, Some.Token));
        Assert.False(await state.Keys.TryRotateAsync("two", null, KeyHash.Of("a"), Some.Moment.AddDays(1), Some.Token));
        Assert.False(await state.Keys.TryRotateAsync("two", null, KeyHash.Of("b"), Some.Moment.AddDays(1), Some.Token));
        Assert.Equal(KeyHash.Of("c"), (await state.Keys.FindAsync("two", Some.Token))!.Key.Hash);
    }

    [Fact]
    public async Task Keys_come_in_pages_in_the_order_of_their_ids_with_their_last_use()
    {
        await using var state = await OpenAsync();
        foreach (var id in (string[])["c", "a", "B", "d"])
            await state.Keys.TryAddAsync(new VirtualKey { Id = id, Hash = KeyHash.Of(id) }, Some.Moment, Some.Token);
        await state.Keys.NoteUsesAsync([new("a", Some.Moment.AddHours(1))], Some.Token);

        var first = await state.Keys.PageAsync(null, 2, null, Some.Token);
        var second = await state.Keys.PageAsync("a", 5, null, Some.Token);

        Assert.Equal(["B", "a"], first.Select(key => key.Key.Id));
        Assert.Equal(["c", "d"], second.Select(key => key.Key.Id));
        Assert.Equal([null, Some.Moment.AddHours(1)], first.Select(key => key.LastUsedAt));
    }

    [Fact]
    public async Task Resources_are_made_changed_and_deleted_once_each_and_every_change_is_a_version()
    {
        await using var state = await OpenAsync();
        var resources = state.Resources;
        var versions = new List<long> { await resources.VersionAsync(Some.Token) };

        var made = (await resources.TryAddAsync(ResourceKind.Policy, "p", "{}", Some.Moment, Some.Token))!;
        versions.Add(await resources.VersionAsync(Some.Token));
        Assert.Null(await resources.TryAddAsync(ResourceKind.Policy, "p", "{}", Some.Moment, Some.Token));
        Assert.NotNull(await resources.TryAddAsync(ResourceKind.Limit, "p", "{}", Some.Moment, Some.Token));
        versions.Add(await resources.VersionAsync(Some.Token));
        var changed = (await resources.TryUpdateAsync(ResourceKind.Policy, "p", made.Version, """{"a":1}""", Some.Moment.AddHours(1), Some.Token))!;
        versions.Add(await resources.VersionAsync(Some.Token));
        Assert.Null(await resources.TryUpdateAsync(ResourceKind.Policy, "p", made.Version, "{}", Some.Moment, Some.Token));
        Assert.False(await resources.TryDeleteAsync(ResourceKind.Policy, "p", made.Version, Some.Token));
        Assert.Equal(versions[^1], await resources.VersionAsync(Some.Token));

        Assert.Equal(["p", "p"], (await resources.ListAsync(Some.Token)).Select(resource => resource.Id));
        Assert.Equal(changed, (await resources.ListAsync(Some.Token))[0]);
        Assert.Equal(("""{"a":1}""", Some.Moment, Some.Moment.AddHours(1)), (changed.Json, changed.CreatedAt, changed.UpdatedAt));
        Assert.True(await resources.TryDeleteAsync(ResourceKind.Policy, "p", changed.Version, Some.Token));
        versions.Add(await resources.VersionAsync(Some.Token));
        Assert.Equal(versions.Distinct().Order(), versions);
        Assert.Equal([ResourceKind.Limit], (await resources.ListAsync(Some.Token)).Select(resource => resource.Kind));
    }

    [Fact]
    public async Task A_key_keeps_every_field()
    {
        await using var state = await OpenAsync();
        var key = new VirtualKey
        {
            Id = "key-full",
            Hash = KeyHash.Of("secret"),
            Name = "Ünïcode",
            Enabled = false,
            Scopes = Scope.AdminRead | Scope.ChatCompletions,
            Tenant = new Tenant("o", "t", "p", "u"),
            Models = new NameRules(["b", "a\"b"], ["c"]),
            Providers = new NameRules([], ["x", "y"]),
            RequestsPerMinute = 60,
            MonthlyTokenBudget = long.MaxValue,
            ExpiresAt = Some.Moment,
            Clients = new AddressRanges(["10.0.0.0/8", "private_ranges"]),
            Metadata = [new("tier", "gold"), new("note", "a=b")],
            PreviousHash = KeyHash.Of("secret before"),
            PreviousUntil = Some.Moment.AddDays(1),
            TranslatesStrictly = true,
            CapsOutput = true,
            LogsBodies = true,
        };
        Assert.True(await state.Keys.TryAddAsync(key, Some.Moment, Some.Token));
        Assert.True(await state.Keys.TryAddAsync(
            new VirtualKey { Id = "key-bare", Hash = KeyHash.Of("other") }, Some.Moment, Some.Token));

        var stored = await state.Keys.ListAsync(Some.Token);

        Assert.Equal(["key-bare", "key-full"], stored.Select(found => found.Id));
        var full = stored[1];
        Assert.Equal(key, full with { Models = key.Models, Providers = key.Providers, Clients = key.Clients, Metadata = key.Metadata });
        Assert.Equal(key.Clients.Written, full.Clients?.Written);
        Assert.Equal(key.Metadata, full.Metadata);
        Assert.Equal(["a\"b", "b"], full.Models.Allowed.Order(StringComparer.Ordinal));
        Assert.Equal(["c"], full.Models.Denied);
        Assert.Empty(full.Providers.Allowed);
        Assert.Equal(["x", "y"], full.Providers.Denied.Order(StringComparer.Ordinal));
        var bare = stored[0];
        Assert.Equal(
            (null, true, Scope.DataPlane, Tenant.None, null, null, null),
            (bare.Name, bare.Enabled, bare.Scopes, bare.Tenant, bare.RequestsPerMinute, bare.MonthlyTokenBudget, bare.ExpiresAt));
        Assert.True(bare.Models.Allows("anything"));
        Assert.Null(bare.Clients);
        Assert.Empty(bare.Metadata);
    }

    [Theory]
    [InlineData("key", "other secret")]
    [InlineData("other key", "secret")]
    public async Task A_key_whose_id_or_secret_is_there_is_not_added(string id, string secret)
    {
        await using var state = await OpenAsync();
        Assert.True(await state.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token));
        var before = await state.Keys.ChangesAsync(0, Some.Token);

        Assert.False(await state.Keys.TryAddAsync(Key(id, secret), Some.Moment, Some.Token));
        Assert.Single(await state.Keys.ListAsync(Some.Token));
        Assert.Equal(before.Version, (await state.Keys.ChangesAsync(before.Version, Some.Token)).Version);
    }

    [Fact]
    public async Task A_secret_is_found_nowhere_in_the_directory()
    {
        const string secret = "fg-averysecretkeythatnobodymayfind";
        await using (var state = await OpenAsync())
            await state.Keys.TryAddAsync(Key("key", secret), Some.Moment, Some.Token);

        foreach (var file in Directory.EnumerateFiles(_directory.Data, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Some.Token)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    public async Task A_key_made_by_a_command_is_noticed_by_the_running_gateway()
    {
        await using var gateway = await Some.Store(_directory, await OnDatabaseAsync(Some.SmallSegments));
        var before = await gateway.Keys.ChangesAsync(0, Some.Token);
        Assert.Empty(before.Changes);

        await using (var command = await OpenAsync())
            await command.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token);

        var after = await Patience.UntilAsync(
            () => gateway.Keys.ChangesAsync(before.Version, Some.Token), changes => changes.Changes.Count > 0, "the key to be noticed");
        Assert.Equal("key", Assert.Single(after.Changes).Key?.Id);
        Assert.Empty((await gateway.Keys.ChangesAsync(after.Version, Some.Token)).Changes);
    }

    [Fact]
    public async Task Of_a_hundred_keys_only_those_that_changed_are_told_and_each_as_it_is_now()
    {
        await using var state = await OpenAsync();
        for (var i = 0; i < 100; i++)
            await state.Keys.TryAddAsync(Key($"key-{i:000}", $"secret-{i}"), Some.Moment, Some.Token);
        var all = await state.Keys.ChangesAsync(0, Some.Token);
        Assert.True(await state.Keys.TryEnableAsync("key-007", false, Some.Token));
        Assert.True(await state.Keys.TryRotateAsync("key-007", null, KeyHash.Of("new"), Some.Moment, Some.Token));
        Assert.True(await state.Keys.TryDeleteAsync("key-042", Some.Token));
        Assert.True(await state.Keys.TryDeleteAsync("key-099", Some.Token));
        Assert.True(await state.Keys.TryAddAsync(Key("key-099", "again"), Some.Moment, Some.Token));

        var changes = (await state.Keys.ChangesAsync(all.Version, Some.Token)).Changes.OrderBy(change => change.Id, StringComparer.Ordinal).ToList();

        Assert.Equal(100, all.Changes.Count);
        Assert.Equal(["key-007", "key-042", "key-099"], changes.Select(change => change.Id));
        Assert.Equal(
            (false, KeyHash.Of("new"), KeyHash.Of("secret-7"), Some.Moment),
            (changes[0].Key!.Enabled, changes[0].Key!.Hash, changes[0].Key!.PreviousHash, changes[0].Key!.PreviousUntil));
        Assert.Null(changes[1].Key);
        Assert.Equal(KeyHash.Of("again"), changes[2].Key?.Hash);
    }

    [Fact]
    public async Task A_key_that_was_changed_meanwhile_gets_no_other_secret()
    {
        await using var state = await OpenAsync();
        await state.Keys.TryAddAsync(Key("key", "a"), Some.Moment, Some.Token);
        var seen = (await state.Keys.FindAsync("key", Some.Token))!.Version;
        await state.Keys.TryEnableAsync("key", false, Some.Token);

        Assert.False(await state.Keys.TryRotateAsync("key", seen, KeyHash.Of("b"), Some.Moment, Some.Token));
        Assert.Equal(KeyHash.Of("a"), (await state.Keys.FindAsync("key", Some.Token))!.Key.Hash);
        Assert.True(await state.Keys.TryRotateAsync("key", (await state.Keys.FindAsync("key", Some.Token))!.Version, KeyHash.Of("b"), Some.Moment, Some.Token));
    }

    [Fact]
    public async Task What_is_to_be_changed_and_is_not_there_is_no_change()
    {
        await using var state = await OpenAsync();

        Assert.False(await state.Keys.TryEnableAsync("key", true, Some.Token));
        Assert.False(await state.Keys.TryRotateAsync("key", null, KeyHash.Of("new"), Some.Moment, Some.Token));
        Assert.False(await state.Keys.TryDeleteAsync("key", Some.Token));
        Assert.Equal(0, (await state.Keys.ChangesAsync(0, Some.Token)).Version);
    }

    [Fact]
    public async Task The_last_use_of_a_key_is_kept_is_no_change_and_goes_with_the_key()
    {
        await using var state = await OpenAsync();
        await state.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token);
        var version = (await state.Keys.ChangesAsync(0, Some.Token)).Version;

        await state.Keys.NoteUsesAsync([new("key", Some.Moment.AddHours(1)), new("of the file", Some.Moment)], Some.Token);
        await state.Keys.NoteUsesAsync([new("key", Some.Moment)], Some.Token);

        Assert.Equal(
            [new("key", Some.Moment.AddHours(1)), new("of the file", Some.Moment)],
            (await state.Keys.LastUsesAsync(Some.Token)).OrderBy(use => use.Key, StringComparer.Ordinal));
        Assert.Equal(version, (await state.Keys.ChangesAsync(0, Some.Token)).Version);
        await state.Keys.TryDeleteAsync("key", Some.Token);
        Assert.Equal(["of the file"], (await state.Keys.LastUsesAsync(Some.Token)).Keys);
    }

    [Fact]
    public async Task Keys_are_listed_for_those_who_see_their_tenant()
    {
        await using var state = await OpenAsync();
        foreach (var (id, team) in new[] { ("a", "ml"), ("b", "web"), ("c", null), ("d", "ml") })
            await state.Keys.TryAddAsync(Key(id, id) with { Tenant = new Tenant("acme", team, null, null) }, Some.Moment, Some.Token);

        Assert.Equal(["a", "d"], (await state.Keys.PageAsync(null, 10, [new Tenant("acme", "ml", null, null)], Some.Token)).Select(key => key.Key.Id));
        Assert.Equal(["b"], (await state.Keys.PageAsync("a", 1, [new Tenant("acme", null, null, null)], Some.Token)).Select(key => key.Key.Id));
        Assert.Empty(await state.Keys.PageAsync(null, 10, [], Some.Token));
    }

    [Fact]
    public async Task The_log_of_changes_keeps_the_newest_and_every_field()
    {
        await using var state = await OpenAsync(new StoreOptions { AuditEventRetention = 5 });
        var events = Enumerable.Range(0, 9).Select(i => new AuditEvent(
            Guid.CreateVersion7(Some.Moment),
            Some.Moment.AddSeconds(i),
            Actor: "cli",
            Action: "api_key.create",
            Target: $"key-{i}",
            Outcome: "committed",
            Message: i == 8 ? null : "made")
        {
            Tenant = i == 8 ? new Tenant("acme", null, "search", null) : Tenant.None,
        });
        foreach (var change in events)
            await state.Audit.AddAsync(change, Some.Token);

        var page = await state.Audit.ListAsync(new PageRequest(0, 3, 4), Some.Token);

        Assert.Equal(4, page.Total);
        Assert.Equal(["key-8", "key-7", "key-6"], page.Items.Select(change => change.Target));
        Assert.Equal((Some.Moment.AddSeconds(8), "cli", "api_key.create", "committed", null),
            (page.Items[0].OccurredAt, page.Items[0].Actor, page.Items[0].Action, page.Items[0].Outcome, page.Items[0].Message));
        Assert.Equal("made", page.Items[1].Message);
        Assert.Equal([new Tenant("acme", null, "search", null), Tenant.None, Tenant.None], page.Items.Select(change => change.Tenant));
        var ofAcme = await state.Audit.ListAsync(Some.Everything with { Filter = new ListFilter { Tenants = [new Tenant("acme", null, null, null)] } }, Some.Token);
        Assert.Equal(["key-8"], ofAcme.Items.Select(change => change.Target));
        Assert.Equal(6L, LedgerRows.Query(Path.Combine(_directory.Data, "state.db"), "SELECT COUNT(*) FROM audit_event")[0][0]);
    }

    [Fact]
    public async Task However_much_one_organization_does_what_others_have_done_stays_in_the_log()
    {
        await using var state = await OpenAsync(new StoreOptions { AuditEventRetention = 3 });
        foreach (var (target, organization) in new[] { ("first", "acme"), ("nobodys", null) }.Concat(Enumerable.Range(0, 20).Select(i => ($"noise-{i}", (string?)"evil"))))
        {
            await state.Audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(Some.Moment), Some.Moment, "ann", "api_key.update", target, "committed", null) { Tenant = new Tenant(organization, null, null, null) }, Some.Token);
        }

        Assert.Equal(["noise-19", "noise-18", "noise-17", "nobodys", "first"], await TargetsAsync(state, ListFilter.None));
    }

    [Fact]
    public async Task What_is_too_old_goes_from_the_log_of_changes_and_an_event_with_a_time_to_come_keeps_none_of_it()
    {
        var options = await OnDatabaseAsync(Some.SmallSegments with { AuditEventsKept = new Retention(Days: 2) });
        var clock = new FakeTimeProvider(Some.Moment);
        await using var store = await LocalStore.OpenAsync(_directory.Data, options, clock, Some.Token);
        foreach (var (target, days) in new[] { ("to come", 900), ("old", -3), ("young", -1), ("old too", -9) })
            await store.Audit.AddAsync(Event(target, "acme") with { OccurredAt = Some.Moment.AddDays(days) }, Some.Token);

        await PruneAsync(store);

        Assert.Equal(2L, LedgerRows.Query(Path.Combine(_directory.Data, "state.db"), "SELECT COUNT(*) FROM audit_event")[0][0]);
        Assert.Equal(["young", "to come"], (await store.Audit.ListAsync(Some.Everything, Some.Token)).Items.Select(change => change.Target));
    }

    [Fact]
    public async Task What_is_too_much_goes_from_the_log_of_changes_of_each_organization_by_itself()
    {
        const int size = 1 << 20;
        var options = await OnDatabaseAsync(Some.SmallSegments with { AuditEventsKept = new Retention(Bytes: size) });
        await using var store = await LocalStore.OpenAsync(_directory.Data, options, new FakeTimeProvider(Some.Moment), Some.Token);
        foreach (var (target, organization) in new[] { ("first", "acme"), ("nobodys", null) }.Concat(Enumerable.Range(0, 20).Select(i => ($"noise-{i}", (string?)"evil"))))
            await store.Audit.AddAsync(Event(target, organization) with { Message = new string('m', size / 5) }, Some.Token);

        await PruneAsync(store);

        Assert.Equal(
            ["noise-19", "noise-18", "noise-17", "noise-16", "nobodys", "first"],
            (await store.Audit.ListAsync(Some.Everything, Some.Token)).Items.Select(change => change.Target));
    }

    [Fact]
    public async Task Texts_that_not_every_database_can_have_are_stored_alike_and_found_by_what_was_said()
    {
        await using var state = await OpenAsync();
        await state.Audit.AddAsync(Event("p\0", "acme\uD800"), Some.Token);
        Assert.True(await state.Keys.TryAddAsync(Key("k\0", "secret") with { Name = "n\uDC00", Metadata = [new("m\0", "v\uD800")] }, Some.Moment, Some.Token));

        var change = Assert.Single((await state.Audit.ListAsync(Some.Everything with { Filter = Of(ListField.Target, "p\0") }, Some.Token)).Items);
        Assert.Equal(("p\uFFFD", "acme\uFFFD"), (change.Target, change.Tenant.OrganizationId));
        var key = (await state.Keys.FindAsync("k\0", Some.Token))!.Key;
        Assert.Equal(("k\uFFFD", "n\uFFFD", "m\0", "v\uFFFD"), (key.Id, key.Name, key.Metadata[0].Key, key.Metadata[0].Value));
    }

    private static AuditEvent Event(string target, string? organization) =>
        new(Guid.CreateVersion7(Some.Moment), Some.Moment, "ann", "api_key.update", target, "committed", null) { Tenant = new Tenant(organization, null, null, null) };

    /// <summary>The log of the gateway, and that of the fleet.</summary>
    private static async Task PruneAsync(LocalStore store)
    {
        foreach (var log in store.Retained.Where(retained => retained is SqliteAuditLog or PostgresAuditLog))
            await log.PruneAsync(Some.Moment, Some.Token).CountAsync();
    }

    [Fact]
    public async Task The_log_of_changes_is_asked_by_what_it_shows_and_gone_on_with_after_a_row()
    {
        await using var state = await OpenAsync();
        for (var i = 0; i < 6; i++)
        {
            await state.Audit.AddAsync(
                new AuditEvent(Guid.CreateVersion7(Some.Moment), Some.Moment.AddSeconds(i), i % 2 == 0 ? "ann" : "bob", i < 3 ? "policy.create" : "policy.delete", $"p{i}", i == 5 ? "rejected" : "committed", null),
                Some.Token);
        }

        Assert.Equal(["p4", "p2", "p0"], await TargetsAsync(state, Of(ListField.Actor, "ann")));
        Assert.Equal(["p5", "p4", "p3"], await TargetsAsync(state, Of(ListField.Action, "policy.delete")));
        Assert.Equal(["p1"], await TargetsAsync(state, Of(ListField.Target, "p1")));
        Assert.Equal(["p5"], await TargetsAsync(state, Of(ListField.Outcome, "rejected")));
        Assert.Equal(["p3", "p2"], await TargetsAsync(state, new ListFilter { From = Some.Moment.AddSeconds(2), Until = Some.Moment.AddSeconds(4) }));
        Assert.Empty(await TargetsAsync(state, Of(ListField.Target, "p\0")));
        Assert.Empty(await TargetsAsync(state, new ListFilter { Tenants = [] }));

        var first = await state.Audit.ListAsync(new PageRequest(0, 2, 100) { Filter = Of(ListField.Actor, "ann") }, Some.Token);
        var second = await state.Audit.ListAsync(new PageRequest(0, 2, 100) { Filter = Of(ListField.Actor, "ann"), After = first.Next }, Some.Token);
        Assert.Equal(["p4", "p2"], first.Items.Select(change => change.Target));
        Assert.Equal(["p0"], second.Items.Select(change => change.Target));
        Assert.Null(second.Next);
    }

    private static ListFilter Of(ListField field, string value) => new() { Values = new Dictionary<ListField, string> { [field] = value } };

    private static async Task<List<string>> TargetsAsync(StateStore state, ListFilter filter) =>
        [.. (await state.Audit.ListAsync(Some.Everything with { Filter = filter }, Some.Token)).Items.Select(change => change.Target)];

    private static VirtualKey Key(string id, string secret) => new() { Id = id, Hash = KeyHash.Of(secret) };

    private async Task<StateStore> OpenAsync(StoreOptions? options = null) =>
        await StateStore.OpenAsync(_directory.Data, await OnDatabaseAsync(options ?? new StoreOptions()), TimeProvider.System, Some.Token);
}
