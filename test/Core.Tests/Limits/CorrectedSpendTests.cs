using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Lists;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>What is put right in the ledger counts once in the budgets of one gateway, whatever changes meanwhile.</summary>
public sealed class CorrectedSpendTests
{
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("secret"), MonthlyTokenBudget = 100 };

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero));
    private readonly Governor _governor;

    public CorrectedSpendTests()
    {
        _governor = new Governor(_clock);
        _governor.Change(QuotaRules.None).Apply();
    }

    [Fact]
    public async Task It_counts_when_it_is_written()
    {
        Spend(90);
        var written = new TaskCompletionSource();
        var correcting = _governor.CorrectAsync(Correction(-80), () => written.Task);
        Assert.False(Fits(20));

        written.SetResult();
        await correcting;

        Assert.True(Fits(90));
        Assert.False(Fits(91));
    }

    [Fact]
    public async Task What_could_not_be_written_does_not_count()
    {
        Spend(90);

        await Assert.ThrowsAsync<JournalUnavailableException>(() => _governor.CorrectAsync(Correction(-80), () => throw new JournalUnavailableException()));

        Assert.False(Fits(20));
    }

    [Fact]
    public async Task It_changes_the_sum_of_its_own_period_only()
    {
        Spend(90);
        await _governor.CorrectAsync(Correction(-80, _clock.GetUtcNow().AddDays(-60)), () => Task.CompletedTask);
        Assert.False(Fits(20));

        _clock.Advance(TimeSpan.FromDays(30));
        await _governor.CorrectAsync(Correction(-80, _clock.GetUtcNow().AddDays(-30)), () => Task.CompletedTask);

        Assert.False(Fits(101));
        Assert.True(Fits(100));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Rules_that_change_meanwhile_count_it_once_whether_the_ledger_has_it_already_or_not(bool isInTheLedger)
    {
        var rules = new QuotaRules { Budgets = [new Budget { Name = "new", Unit = BudgetUnit.Tokens, Amount = 50, Period = PeriodKind.Month }] };
        var correction = Correction(-80);
        var written = new TaskCompletionSource();
        var correcting = _governor.CorrectAsync(correction, () => written.Task);
        var change = _governor.Change(rules);
        await change.PrepareAsync(new Past(90, isInTheLedger ? correction : null), CancellationToken.None);
        written.SetResult();
        await correcting;

        change.Apply();

        Assert.True(Fits(40));
        Assert.False(Fits(41));
    }

    private void Spend(long tokens)
    {
        Assert.True(_governor.TryReserve(Key, new TokenHold(tokens, 0, OutputAssumed: false)).TryGet(out var reservation, out _));
        reservation.Settle(tokens, 0);
    }

    private bool Fits(long tokens)
    {
        if (!_governor.TryReserve(Key, new TokenHold(tokens, 0, OutputAssumed: false)).TryGet(out var reservation, out _))
            return false;

        reservation.Dispose();
        return true;
    }

    private LedgerEntry Correction(long tokens, DateTimeOffset? reservedAt = null) => new()
    {
        ExchangeId = ExchangeId.New(TimeProvider.System),
        Corrects = ExchangeId.New(TimeProvider.System),
        ReservedAt = reservedAt ?? _clock.GetUtcNow(),
        SettledAt = _clock.GetUtcNow(),
        KeyId = Key.Id,
        Tenant = Tenant.None,
        Model = "model",
        Provider = null,
        ProviderModel = null,
        Ending = Ending.Finished,
        Status = null,
        Usage = new TokenUsage { Input = tokens },
        UsageSource = UsageSource.Provider,
        OutputAssumed = false,
        Cost = null,
    };

    /// <summary>A ledger in which so much was spent today, with a correction or without.</summary>
    private sealed class Past(long tokens, LedgerEntry? correction) : IUsageAggregates
    {
        public Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ReadPastAsync(
            IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation)
        {
            var all = tokens + (correction?.Usage.BudgetTokens ?? 0);
            foreach (var range in ranges)
                usage(new PastUsage(range, range.From, new UsageSubject(Tenant.None, Key.Id, "model", null, null), all, NanoUsd.Zero));
            if (correction is not null && exchanges().Contains(correction.ExchangeId))
                entry(correction);
            return Task.CompletedTask;
        }
    }
}
