using FerroGate.Core.Aggregates;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Limits;

/// <summary>Sums up what was spent under each account of budgets, as the ledger tells it day by day.</summary>
internal sealed class PastSums(IReadOnlyList<Budget> budgets)
{
    private readonly Dictionary<(Budget Budget, QuotaAccount Account, Period Period), Int128> _sums = [];

    // Whoever reads the ledger tells of one subject on many days.
    private readonly Dictionary<UsageSubject, (Budget Budget, QuotaAccount Account)[]> _accounts = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sums, in the unit of each budget.</summary>
    public IReadOnlyDictionary<(Budget Budget, QuotaAccount Account, Period Period), Int128> Sums => _sums;

    /// <summary>The first day that counts.</summary>
    public DateOnly From(DateTimeOffset now) => budgets.Count == 0 ? DateOnly.MaxValue : budgets.Min(budget => Period.Of(budget.Period, now).Start);

    public void Add(DailyUsage usage)
    {
        if (!_accounts.TryGetValue(usage.Subject, out var accounts))
            _accounts[usage.Subject] = accounts = [.. AccountsOf(usage.Subject.KeyId, usage.Subject.Tenant, usage.Subject.Model)];

        foreach (var (budget, account) in accounts)
            Count(budget, account, usage.Day, usage.BudgetTokens, usage.Cost.Value);
    }

    public void Subtract(PastSpend spend)
    {
        foreach (var (budget, account) in AccountsOf(spend.KeyId, spend.Tenant, spend.Model))
            Count(budget, account, spend.Day, -spend.Tokens, -spend.NanoUsd);
    }

    private void Count(Budget budget, QuotaAccount account, DateOnly day, Int128 tokens, Int128 nanoUsd)
    {
        var key = (budget, account, Period.Of(budget.Period, day));
        _sums[key] = _sums.GetValueOrDefault(key) + budget.In(tokens, nanoUsd);
    }

    private IEnumerable<(Budget, QuotaAccount)> AccountsOf(string keyId, Tenant tenant, string model)
    {
        foreach (var budget in budgets)
        {
            if (budget.Scope.AccountOf(keyId, tenant, model) is { } account)
                yield return (budget, account);
        }
    }
}
