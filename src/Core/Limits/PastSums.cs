using System.Runtime.InteropServices;
using FerroGate.Core.Aggregates;

namespace FerroGate.Core.Limits;

/// <summary>
/// Sums up what was spent under each account of budgets, as the ledger tells it. Each budget is made of the fewest sums: those of months where
/// it lasts a month or always, and of what it tells apart.
/// </summary>
internal sealed class PastSums(IReadOnlyList<Budget> budgets)
{
    private readonly Dictionary<Budget, Dictionary<(QuotaAccount Account, Period Period), Int128>> _sums = new(ReferenceEqualityComparer.Instance);

    private Dictionary<PastRange, (Budget Budget, DateOnly From)[]> _madeOf = [];

    /// <summary>The sums of a budget, in its unit.</summary>
    public IReadOnlyDictionary<(QuotaAccount Account, Period Period), Int128> Of(Budget budget) => _sums.GetValueOrDefault(budget) ?? [];

    /// <summary>What must be told to know the periods that a moment is in.</summary>
    public IReadOnlyList<PastRange> Ranges(DateTimeOffset now)
    {
        // Those that are made of the same sums are told of them once.
        _madeOf = budgets
            .Select(budget => (Budget: budget, Range: RangeOf(budget, now)))
            .GroupBy(each => (each.Range.Span, each.Range.Rollup))
            .ToDictionary(
                sums => new PastRange(sums.Key.Span, sums.Min(each => each.Range.From), sums.Key.Rollup),
                sums => sums.Select(each => (each.Budget, each.Range.From)).ToArray());
        return [.. _madeOf.Keys];
    }

    public void Add(PastUsage usage)
    {
        foreach (var (budget, from) in _madeOf[usage.Range])
        {
            var subject = usage.Subject;
            if (usage.Start >= from && budget.Scope.AccountOf(subject.KeyId, subject.Tenant, subject.Model) is { } account)
                Count(budget, account, usage.Start, usage.BudgetTokens, usage.Cost.Value);
        }
    }

    public void Subtract(PastSpend spend)
    {
        foreach (var budget in budgets)
        {
            if (budget.Scope.AccountOf(spend.KeyId, spend.Tenant, spend.Model) is { } account)
                Count(budget, account, spend.Day, -spend.Tokens, -spend.NanoUsd);
        }
    }

    private static PastRange RangeOf(Budget budget, DateTimeOffset now)
    {
        var span = budget.Period is PeriodKind.Month or PeriodKind.Total ? UsageSpan.Month : UsageSpan.Day;
        return new PastRange(span, Period.Of(budget.Period, now).Start, UsageRollup.Of(budget.Scope.Dimensions));
    }

    private void Count(Budget budget, QuotaAccount account, DateOnly day, Int128 tokens, Int128 nanoUsd)
    {
        var sums = CollectionsMarshal.GetValueRefOrAddDefault(_sums, budget, out _) ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(sums, (account, Period.Of(budget.Period, day)), out _) += budget.In(tokens, nanoUsd);
    }
}
