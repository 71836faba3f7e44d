using FerroGate.Core.Keys;

namespace FerroGate.Core.Limits.Shared;

/// <summary>The rules of this gateway, and what requests are counted under. Safe for concurrent use.</summary>
internal sealed class SharedRules
{
    private readonly Lock _lock = new();
    private readonly QuotaBook _book = new();

    /// <summary>The budgets that count, by what they count.</summary>
    public IReadOnlyDictionary<string, Budget> Budgets { get; private set; } = Of(QuotaRules.None);

    public static IReadOnlyDictionary<string, Budget> Of(QuotaRules rules)
    {
        var budgets = new Dictionary<string, Budget>(StringComparer.Ordinal);
        foreach (var budget in rules.Budgets.Prepend(QuotaBook.OfKeys))
            budgets.TryAdd(budget.CountingId, budget);
        return budgets;
    }

    public void Use(QuotaRules rules)
    {
        lock (_lock)
        {
            _book.Use(rules);
            Budgets = Of(rules);
        }
    }

    public QuotaPlan PlanOf(VirtualKey key, string model)
    {
        lock (_lock)
        {
            return _book.PlanOf(key, model, 0);
        }
    }

    public QuotaPlan PlanOf(string keyId, Tenant tenant, string model)
    {
        lock (_lock)
        {
            return _book.PlanOf(keyId, tenant, model);
        }
    }
}
