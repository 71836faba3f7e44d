using FerroGate.Core.Aggregates;
using FerroGate.Core.Records;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Tests.Fixtures;
using FerroGate.Testing;
using FerroGate.Testing.Postgres;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests;

/// <summary>A gateway prunes its ledger by itself, where it is told to.</summary>
public sealed class LedgerRetentionTests(SharedPostgres postgres) : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _clock = new(Some.Moment);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Entries_that_are_too_old_go_at_the_start_and_then_each_hour_and_sums_stay()
    {
        await SettleAsync(Some.SmallSegments, -40, 900, -33, -29, -1);

        await using var store = await OpenAsync(Some.SmallSegments with { LedgerDays = 31 });
        await EntriesAsync(store, 2);
        _clock.Advance(TimeSpan.FromDays(3));
        await EntriesAsync(store, 1);

        Assert.Equal(5, Assert.Single((await store.Usage.SumsAsync(new UsageQuery { Limit = 1 }, Some.Token)).Items).Sum.Requests);
        var verified = LedgerVerification.Run(_directory.Data, Some.SmallSegments, [], _clock);
        Assert.Equal((1, 4), (verified.Entries, verified.Pruned));
        Assert.Empty(verified.Faults);
        var told = await Patience.UntilAsync(() => store.Audit.ListAsync(Some.Everything, Some.Token), page => page.Items.Count == 2, "the audit events");
        Assert.Equal(("retention", "ledger.prune", "3 entries that were older than 31 days and cost $0.00000009"), Shown(told.Items[1]));
    }

    [Fact]
    public async Task Nothing_goes_where_nobody_says_for_how_long_and_what_is_said_later_counts_from_the_next_hour()
    {
        await SettleAsync(Some.SmallSegments, -400, -1);
        await using var store = await OpenAsync(Some.SmallSegments);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, (await LedgerRows.EntriesAsync(store.Ledger)).Count);

        store.UseRetention(Some.SmallSegments with { LedgerDays = 31 });
        await EntriesAsync(store, 1);
    }

    [Fact]
    [Trait("Category", "Process")]
    public async Task Entries_go_from_the_ledger_of_the_fleet_too_and_only_those_of_this_gateway()
    {
        Assert.SkipUnless(PostgresServer.Missing is null, PostgresServer.Missing ?? "");
        var connection = await postgres.NewDatabaseAsync();
        var options = Some.SmallSegments with { Postgres = PostgresAddress.Parse(connection), LedgerKey = Convert.ToBase64String(new byte[32]) };
        using (var other = new TemporaryDirectory())
        await using (var gone = await LocalStore.OpenAsync(other.Data, options, TimeProvider.System, Some.Token))
            await gone.Journal.SettleAsync(Some.Settled(Some.Opened() with { ReservedAt = Some.Moment.AddDays(-400) }));
        await SettleAsync(options, -40, -33, -1);

        await using (var store = await OpenAsync(options with { LedgerDays = 31 }))
        {
            await Patience.UntilAsync(
                async () =>
                {
                    _clock.Advance(TimeSpan.FromMinutes(10));
                    return (await PostgresServer.ColumnAsync(connection, "SELECT COUNT(*) FROM entry"))[0];
                },
                count => count == "2",
                "the old entries to go");
        }

        var verified = await FleetVerification.RunAsync(_directory.Data, options, TimeProvider.System, Some.Token);
        Assert.Equal((2, 2), (verified.Entries, verified.Pruned));
        Assert.Empty(verified.Faults);
        Assert.Empty(LedgerVerification.Run(_directory.Data, options, [], TimeProvider.System).Faults);
    }

    private static (string Actor, string Action, string? Message) Shown(AuditEvent change) => (change.Actor, change.Action, change.Message);

    private Task<LocalStore> OpenAsync(StoreOptions options) => LocalStore.OpenAsync(_directory.Data, options, _clock, Some.Token);

    /// <summary>Parts go when the clock goes on.</summary>
    private async Task EntriesAsync(LocalStore store, int count) => await Patience.UntilAsync(
        () =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            return LedgerRows.EntriesAsync(store.Ledger);
        },
        entries => entries.Count == count,
        "the old entries to go");

    /// <summary>A process that settles an exchange on each of some days from now.</summary>
    private async Task SettleAsync(StoreOptions options, params int[] days)
    {
        await using var store = await LocalStore.OpenAsync(_directory.Data, options, TimeProvider.System, Some.Token);
        foreach (var day in days)
            await store.Journal.SettleAsync(Some.Settled(Some.Opened() with { ReservedAt = Some.Moment.AddDays(day) }));
        await store.HeadsAsync(1, Some.Token);
    }
}
