using FerroGate.Core.Aggregates;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>What new budgets ask the ledger for, and make of it.</summary>
public sealed class PastSumsTests
{
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("secret") };

    private readonly Governor _governor = new(new FakeTimeProvider(new DateTimeOffset(2026, 11, 15, 12, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(100, 90, 10)]
    [InlineData(1_000, 90, 45)]
    public void Budgets_that_are_made_of_the_same_sums_are_told_of_them_once_and_each_counts_its_own_periods(long always, long before, long left)
    {
        var change = _governor.Change(new QuotaRules { Budgets = [Of(PeriodKind.Month) with { Amount = 45 }, Of(PeriodKind.Total) with { Amount = always }] });

        var range = Assert.Single(change.Ranges);
        change.Add(Usage(range, new DateOnly(2026, 10, 1), before));
        change.Apply();

        Assert.Equal(new PastRange(UsageSpan.Month, DateOnly.MinValue, UsageRollup.ByKey), range);
        Assert.True(Fits(left));
        Assert.False(Fits(left + 1));
    }

    [Fact]
    public void Budgets_that_need_other_sums_ask_for_them_apart()
    {
        var change = _governor.Change(new QuotaRules
        {
            Budgets = [Of(PeriodKind.Day), Of(PeriodKind.Week), Of(PeriodKind.Month), Of(PeriodKind.Month) with { Name = "each model", Scope = new QuotaScope { PerModel = true } }],
        });

        Assert.Equal(
            [
                new PastRange(UsageSpan.Day, new DateOnly(2026, 11, 9), UsageRollup.ByKey),
                new PastRange(UsageSpan.Month, new DateOnly(2026, 11, 1), UsageRollup.ByKey),
                new PastRange(UsageSpan.Month, new DateOnly(2026, 11, 1), UsageRollup.ByModel),
            ],
            change.Ranges);
    }

    private bool Fits(long tokens)
    {
        if (!_governor.TryReserve(Key, new TokenHold(tokens, 0, OutputAssumed: false)).TryGet(out var reservation, out _))
            return false;

        reservation.Dispose();
        return true;
    }

    private static Budget Of(PeriodKind period) =>
        new() { Name = period.ToString(), Unit = BudgetUnit.Tokens, Amount = 100, Period = period, Scope = new QuotaScope { Per = LimitLevel.Key } };

    private static PastUsage Usage(PastRange range, DateOnly start, long tokens) =>
        new(range, start, new UsageSubject(Tenant.None, Key.Id, "", null, null), tokens, NanoUsd.Zero);
}
