using CsCheck;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;
using FerroGate.Storage.Journal;
using FerroGate.Storage.Projection;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>What the sums of a ledger are on every database.</summary>
public abstract class UsageContract : IAsyncLifetime
{
    private static readonly JournalId Journal = new(Guid.CreateVersion7(Some.Moment));
    private static readonly DateTimeOffset Start = new(2024, 2, 28, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string?> Name = Gen.Char["-ab"].Select(letter => letter == '-' ? null : letter.ToString());

    private static readonly Gen<Tenant> Seen = Gen.Select(Name, Name, Name, (organization, team, user) => new Tenant(organization, team, null, user));

    private static readonly Gen<LedgerEntry> Entry =
        from minutes in Gen.Int[0, 60 * 24 * 70]
        from organization in Name
        from team in Name
        from project in Name
        from user in Name
        from key in Gen.Int[1, 2].Select(number => $"key-{number}")
        from model in Gen.Char["mn"].Select(letter => letter.ToString())
        from provider in Name
        from attempt in Gen.Int[-2, 1].Select(number => number > 0 ? number : (int?)null)
        from crashed in Gen.Bool
        from input in Gen.Long[0, 1_000_000].Nullable()
        from output in Gen.Long[0, 1_000_000].Nullable()
        from cost in Gen.Long[0, 1_000_000_000_000].Nullable()
        select Some.Settled(Some.Opened(key) with { ReservedAt = Start.AddMinutes(minutes), Tenant = new Tenant(organization, team, project, user), Model = model }) with
        {
            FailedAttempt = attempt,
            Ending = crashed ? Ending.Crashed : Ending.Finished,
            Provider = provider,
            ProviderModel = provider,
            Usage = new TokenUsage { Input = input, Output = output },
            Cost = cost is { } nano ? new NanoUsd(nano) : null,
        };

    private static readonly Gen<UsageQuery> Question =
        from first in Gen.Int[0, 24 * 75]
        from second in Gen.Int[0, 24 * 75]
        from always in Gen.Bool
        from filters in Gen.Select(Gen.Enum<UsageDimension>(), Gen.OneOf(Name, Gen.Int[0, 1].Select(which => which == 0 ? "key-1" : (string?)"m")), (dimension, value) => KeyValuePair.Create(dimension, value)).Array[0, 2]
        from groups in Gen.Enum<UsageDimension>().ArrayUnique[0, 3]
        from each in Gen.Enum<UsageSpan>().Nullable()
        from seen in Seen.Array[0, 2]
        from seesAll in Gen.Bool
        select new UsageQuery
        {
            Tenants = seesAll ? null : seen,
            From = always ? DateTimeOffset.UnixEpoch : Start.AddHours(Math.Min(first, second)),
            Until = always ? UsageSpans.Last : Start.AddHours(Math.Max(first, second)),
            Filters = filters.DistinctBy(filter => filter.Key).ToDictionary(),
            GroupBy = groups,
            Each = each,
            Limit = 100_000,
        };

    private static readonly Gen<PastRange> Range =
        from day in Gen.Int[0, 75]
        from span in Gen.Enum<UsageSpan>()
        from rollup in Gen.Int[0, UsageRollup.All.Count - 1].Select(which => UsageRollup.All[which])
        select new PastRange(span, DateOnly.FromDateTime(span.StartOf(Start.AddDays(day)).UtcDateTime), rollup);

    private ILedgerWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await OpenAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_world is not null)
            await _world.DisposeAsync();
    }

    [Fact]
    public async Task Every_question_is_answered_as_a_scan_of_the_ledger_would_answer_it()
    {
        var entries = Entry.Array[2_000].Single();
        foreach (var (batch, number) in entries.Chunk(300).Select((batch, number) => (batch, number)))
            await _world.AddAsync(Journal, [.. batch.Select((entry, index) => new ProjectedEntry(number * 300 + index + 1, entry))]);

        Question.Sample(
            query =>
            {
                var expected = Scan(entries, query);
                var page = _world.Usage.SumsAsync(query, Some.Token).GetAwaiter().GetResult();
                Assert.Equal(expected, page.Items.Select(Text).Order(StringComparer.Ordinal));
                Assert.Equal(expected.Count, page.Total);
            },
            iter: 300,
            threads: 1);
    }

    [Fact]
    public async Task Sums_come_in_pages_by_time_and_then_by_value()
    {
        await _world.AddAsync(Journal, Some.Projected(
            [.. from day in Enumerable.Range(0, 3) from model in (string[])["m", "n"] select Some.Settled(Some.Opened() with { ReservedAt = Start.AddDays(day), Model = model })]));
        var query = new UsageQuery { GroupBy = [UsageDimension.Model], Each = UsageSpan.Day, Offset = 1, Limit = 3 };

        var page = await _world.Usage.SumsAsync(query, Some.Token);
        var behind = await _world.Usage.SumsAsync(query with { Offset = 7 }, Some.Token);

        Assert.Equal(["28 n", "29 m", "29 n"], page.Items.Select(group => $"{group.Start:dd} {group.Values[0]}"));
        Assert.Equal((6, 6, 0), (page.Total, behind.Total, behind.Items.Count));
    }

    [Fact]
    public async Task Counters_that_do_not_fit_give_the_largest_number_and_the_others_stay_exact()
    {
        var absurd = Some.Opened() with { ReservedAt = Start };
        var later = Some.Opened() with { ReservedAt = Start.AddMonths(1) };
        await _world.AddAsync(Journal, Some.Projected(Some.Settled(absurd, long.MaxValue, 1, long.MaxValue), Some.Settled(later, long.MaxValue, 2, long.MaxValue)));
        await _world.AddAsync(Journal, [new(3, Some.Settled(absurd with { ExchangeId = ExchangeId.New(TimeProvider.System) }, long.MaxValue, 1L << 53, long.MaxValue))]);

        var sum = await OneAsync();

        Assert.Equal((long.MaxValue, (1L << 53) + 3, long.MaxValue, long.MaxValue), (sum.Usage.Input, sum.Usage.Output, sum.BudgetTokens, sum.Cost.Value));
    }

    [Fact]
    public async Task No_entries_give_no_sum() =>
        Assert.Equal(0, (await _world.Usage.SumsAsync(new UsageQuery { Limit = 10 }, Some.Token)).Total);

    [Fact]
    public async Task The_past_is_told_as_a_scan_of_the_ledger_would_tell_it()
    {
        var entries = Entry.Array[1_000].Single();
        await _world.AddAsync(Journal, Some.Projected(entries));

        Range.Array[0, 3].Sample(
            ranges =>
            {
                var told = new List<PastUsage>();
                _world.Usage.ReadPastAsync(ranges, told.Add, () => [], _ => { }, Some.Token).GetAwaiter().GetResult();

                Assert.Equal(ranges.SelectMany(range => Past(entries, range)).Select(usage => usage.ToString()).Order(), told.Select(usage => usage.ToString()).Order());
            },
            iter: 100,
            threads: 1);
    }

    [Fact]
    public async Task The_past_comes_with_the_entries_of_certain_exchanges()
    {
        var (opened, absent) = (Some.Opened(), Some.Opened());
        await _world.AddAsync(Journal, [new(1, Some.Settled(opened)) { Failed = [Some.Failed(opened)] }, new(5, Some.Settled(Some.Opened()))]);

        var (tokens, entries) = (0L, new List<LedgerEntry>());
        await _world.Usage.ReadPastAsync(
            [new PastRange(UsageSpan.Month, DateOnly.MinValue, UsageRollup.ByModel)], usage => tokens += usage.BudgetTokens, () => [opened.ExchangeId, absent.ExchangeId], entries.Add, Some.Token);

        Assert.Equal(160, tokens);
        Assert.Equal([Some.Settled(opened), Some.Failed(opened)], entries);
    }

    private protected abstract Task<ILedgerWorld> OpenAsync();

    private async Task<UsageSum> OneAsync() =>
        Assert.Single((await _world.Usage.SumsAsync(new UsageQuery { Limit = 10 }, Some.Token)).Items).Sum;

    private static IReadOnlyList<string> Scan(IEnumerable<LedgerEntry> entries, UsageQuery query) =>
    [
        .. entries
            .Where(entry => entry.ReservedAt >= query.From && entry.ReservedAt < query.Until)
            .Where(entry => query.Filters.All(filter => ValueOf(entry, filter.Key) == filter.Value))
            .Where(entry => query.Tenants is null || query.Tenants.Any(tenant => tenant.Covers(entry.Tenant)))
            .GroupBy(entry => (query.Each?.StartOf(entry.ReservedAt), string.Join('|', query.GroupBy.Select(dimension => ValueOf(entry, dimension) ?? "-"))))
            .Select(group => Text(new UsageGroup(group.Key.Item1, group.Key.Item2.Split('|'), group.Select(UsageSum.Of).Aggregate((left, right) => left + right))))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<PastUsage> Past(IEnumerable<LedgerEntry> entries, PastRange range) =>
        from entry in entries
        let start = DateOnly.FromDateTime(range.Span.StartOf(entry.ReservedAt).UtcDateTime)
        where start >= range.From
        group entry by (range.Span.StartOf(entry.ReservedAt), start, range.Rollup.Of(UsageSubject.Of(entry))) into span
        let sum = span.Select(UsageSum.Of).Aggregate((left, right) => left + right)
        select new PastUsage(range, span.Key.start, span.Key.Item3, sum.BudgetTokens, sum.Cost);

    private static string Text(UsageGroup group) => $"{group.Start:s} {string.Join('|', group.Values.Select(value => value ?? "-"))} {group.Sum}";

    private static string? ValueOf(LedgerEntry entry, UsageDimension dimension) => dimension switch
    {
        UsageDimension.Organization => entry.Tenant.OrganizationId,
        UsageDimension.Team => entry.Tenant.TeamId,
        UsageDimension.Project => entry.Tenant.ProjectId,
        UsageDimension.User => entry.Tenant.UserId,
        UsageDimension.Key => entry.KeyId,
        UsageDimension.Model => entry.Model,
        UsageDimension.Provider => entry.Provider,
        _ => entry.ProviderModel,
    };
}
