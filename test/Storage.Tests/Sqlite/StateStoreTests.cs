using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Records;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Sqlite;

/// <summary>Keys and the log of changes, also from two processes at once.</summary>
public sealed class StateStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_key_keeps_every_field()
    {
        using var state = await OpenAsync();
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
        };
        Assert.True(await state.Keys.TryAddAsync(key, Some.Moment, Some.Token));
        Assert.True(await state.Keys.TryAddAsync(
            new VirtualKey { Id = "key-bare", Hash = KeyHash.Of("other") }, Some.Moment, Some.Token));

        var stored = await state.Keys.ListAsync(Some.Token);

        Assert.Equal(["key-bare", "key-full"], stored.Select(found => found.Id));
        var full = stored[1];
        Assert.Equal(key, full with { Models = key.Models, Providers = key.Providers });
        Assert.Equal(["a\"b", "b"], full.Models.Allowed.Order(StringComparer.Ordinal));
        Assert.Equal(["c"], full.Models.Denied);
        Assert.Empty(full.Providers.Allowed);
        Assert.Equal(["x", "y"], full.Providers.Denied.Order(StringComparer.Ordinal));
        var bare = stored[0];
        Assert.Equal(
            (null, true, Scope.DataPlane, Tenant.None, null, null, null),
            (bare.Name, bare.Enabled, bare.Scopes, bare.Tenant, bare.RequestsPerMinute, bare.MonthlyTokenBudget, bare.ExpiresAt));
        Assert.True(bare.Models.Allows("anything"));
    }

    [Theory]
    [InlineData("key", "other secret")]
    [InlineData("other key", "secret")]
    public async Task A_key_whose_id_or_secret_is_there_is_not_added(string id, string secret)
    {
        using var state = await OpenAsync();
        Assert.True(await state.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token));
        var version = await state.Keys.VersionAsync(Some.Token);

        Assert.False(await state.Keys.TryAddAsync(Key(id, secret), Some.Moment, Some.Token));
        Assert.Single(await state.Keys.ListAsync(Some.Token));
        Assert.Equal(version, await state.Keys.VersionAsync(Some.Token));
    }

    [Fact]
    public async Task A_secret_is_found_nowhere_in_the_directory()
    {
        const string secret = "fg-averysecretkeythatnobodymayfind";
        using (var state = await OpenAsync())
            await state.Keys.TryAddAsync(Key("key", secret), Some.Moment, Some.Token);

        foreach (var file in Directory.EnumerateFiles(_directory.Data, "*", SearchOption.AllDirectories))
            Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Some.Token)).AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)));
    }

    [Fact]
    public async Task A_key_made_by_a_command_is_noticed_by_the_running_gateway()
    {
        await using var gateway = await Some.Store(_directory);
        var before = await gateway.Keys.VersionAsync(Some.Token);
        Assert.Equal(before, await gateway.Keys.VersionAsync(Some.Token));

        using (var command = await OpenAsync())
            await command.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token);

        Assert.NotEqual(before, await gateway.Keys.VersionAsync(Some.Token));
        Assert.Single(await gateway.Keys.ListAsync(Some.Token));
    }

    [Fact]
    public async Task Changes_and_deletions_count_as_changes_too()
    {
        using var state = await OpenAsync();
        await state.Keys.TryAddAsync(Key("key", "secret"), Some.Moment, Some.Token);
        var versions = new List<long> { await state.Keys.VersionAsync(Some.Token) };
        foreach (var sql in new[] { "UPDATE virtual_key SET enabled = 0", "DELETE FROM virtual_key" })
        {
            LedgerRows.Execute(Path.Combine(_directory.Data, "state.db"), sql);
            versions.Add(await state.Keys.VersionAsync(Some.Token));
        }

        Assert.Equal(3, versions.Distinct().Count());
    }

    [Fact]
    public async Task The_log_of_changes_keeps_the_newest_and_every_field()
    {
        using var state = await OpenAsync(new StoreOptions { AuditEventRetention = 5 });
        var events = Enumerable.Range(0, 9).Select(i => new AuditEvent(
            Guid.CreateVersion7(Some.Moment),
            Some.Moment.AddSeconds(i),
            Actor: "cli",
            Action: "api_key.create",
            Target: $"key-{i}",
            Outcome: "committed",
            Message: i == 8 ? null : "made"));
        foreach (var change in events)
            await state.Audit.AddAsync(change, Some.Token);

        var page = await state.Audit.ListAsync(new PageRequest(0, 3, 4), Some.Token);

        Assert.Equal(4, page.Total);
        Assert.Equal(["key-8", "key-7", "key-6"], page.Items.Select(change => change.Target));
        Assert.Equal((Some.Moment.AddSeconds(8), "cli", "api_key.create", "committed", null),
            (page.Items[0].OccurredAt, page.Items[0].Actor, page.Items[0].Action, page.Items[0].Outcome, page.Items[0].Message));
        Assert.Equal("made", page.Items[1].Message);
        Assert.Equal(5L, LedgerRows.Query(Path.Combine(_directory.Data, "state.db"), "SELECT COUNT(*) FROM audit_event")[0][0]);
    }

    private static VirtualKey Key(string id, string secret) => new() { Id = id, Hash = KeyHash.Of(secret) };

    private Task<StateStore> OpenAsync(StoreOptions? options = null) =>
        StateStore.OpenAsync(_directory.Data, options ?? new StoreOptions(), TimeProvider.System, Some.Token);
}
