using System.Globalization;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Limits;

/// <summary>
/// The meters of all limits and budgets, and what a request is counted under. Meters outlive the rules of a revision: a limit that
/// changes goes on with what it has counted. Not safe for concurrent use: its owner locks.
/// </summary>
internal sealed class QuotaBook
{
    /// <summary>The monthly token budget that each key may have for itself; where it has none, it is counted all the same.</summary>
    public static Budget OfKeys { get; } = new()
    {
        Name = "",
        Unit = BudgetUnit.Tokens,
        Amount = long.MaxValue,
        Period = PeriodKind.Month,
        Scope = new QuotaScope { Per = LimitLevel.Key },
    };

    // Keys of an issuer come and go without end.
    private const int MostPlans = 65_536;

    private readonly Dictionary<(string Limit, bool OfTokens, QuotaAccount Account), RateMeter> _rates = [];
    private readonly Dictionary<(string Limit, QuotaAccount Account), SlotMeter> _slots = [];
    private readonly Dictionary<(string Budget, QuotaAccount Account), SpendMeter> _spends = [];
    private readonly Dictionary<(string Key, string Model), QuotaPlan> _plans = [];
    private readonly Dictionary<Budget, string> _ids = new(ReferenceEqualityComparer.Instance);
    private QuotaRules _rules = QuotaRules.None;
    private bool _isInUse;

    /// <summary>Everything that is spent, and may be waited for.</summary>
    public IEnumerable<Spend> Spends => _spends.Values.SelectMany(meter => meter.All);

    /// <summary>The budgets of other rules of which it is not known what was spent: new ones, and those that count otherwise than before.</summary>
    public IReadOnlyList<Budget> UnknownOf(QuotaRules rules) =>
        [.. rules.Budgets.Where(budget => !_rules.Budgets.Any(budget.CountsAs)), .. _isInUse ? [] : (Budget[])[OfKeys]];

    /// <summary>Applies other rules. What budgets have counted that are gone, or count otherwise now, is forgotten.</summary>
    public void Use(QuotaRules rules)
    {
        foreach (var gone in _rules.Budgets.Where(before => !rules.Budgets.Any(before.CountsAs)))
        {
            foreach (var key in _spends.Keys.Where(key => key.Budget == gone.Name).ToList())
                _spends.Remove(key);
        }

        (_rules, _isInUse) = (rules, true);
        _ids.Clear();
        _plans.Clear();
    }

    /// <summary>Amounts and alerts may be others now: what has been reached by now is not told of any more, and what lies ahead is.</summary>
    public void TellAnew()
    {
        var telling = _rules.Budgets.Where(budget => budget.AlertAt.Count > 0).ToDictionary(budget => budget.Name);
        if (telling.Count == 0)
            return;

        foreach (var ((name, _), meter) in _spends)
        {
            if (!telling.TryGetValue(name, out var budget))
                continue;

            foreach (var spend in meter.All)
                spend.Alerts = budget.AlertAt.Count(percent => spend.Committed * 100 >= (Int128)budget.Amount * percent);
        }
    }

    /// <summary>A budget, as it counts.</summary>
    public string IdOf(Budget budget) => _ids.TryGetValue(budget, out var id) ? id : _ids[budget] = budget.CountingId;

    /// <summary>What requests of a key are counted under.</summary>
    /// <param name="key">The key.</param>
    /// <param name="model">The model's own name.</param>
    /// <param name="second">The second of the clock of rates.</param>
    public QuotaPlan PlanOf(VirtualKey key, string model, long second)
    {
        if (_plans.TryGetValue((key.Id, model), out var plan) && ReferenceEquals(plan.Key, key))
            return plan;

        if (_plans.Count >= MostPlans)
            Sweep(second);
        return _plans[(key.Id, model)] = Build(key, key.Id, key.Tenant, model);
    }

    /// <summary>The same for a key that may not be there any more.</summary>
    public QuotaPlan PlanOf(string keyId, Tenant tenant, string model) => Build(null, keyId, tenant, model);

    private QuotaPlan Build(VirtualKey? key, string keyId, Tenant tenant, string model)
    {
        var own = OfKeys.Scope.AccountOf(keyId, tenant, model)!.Value;
        var rates = new List<RateQuota>();
        var slots = new List<SlotQuota>();
        if (key is not { RequestsPerMinute: null })
            rates.Add(new RateQuota(RateOf("", false, own), key?.RequestsPerMinute ?? long.MaxValue, false, $"The key '{key?.Label ?? keyId}'") { Id = IdOf("requests", "", own) });

        foreach (var limit in _rules.Limits)
        {
            if (limit.Scope.AccountOf(keyId, tenant, model) is not { } account)
                continue;

            var label = $"The limit '{limit.Name}'{account.Owner}";
            if (limit.RequestsPerMinute is { } requests)
                rates.Add(new RateQuota(RateOf(limit.Name, false, account), requests, false, label) { Id = IdOf("requests", limit.Name, account), IsStrict = limit.IsStrict });
            if (limit.TokensPerMinute is { } tokens)
                rates.Add(new RateQuota(RateOf(limit.Name, true, account), tokens, true, label) { Id = IdOf("tokens", limit.Name, account), IsStrict = limit.IsStrict });
            if (limit.ConcurrentRequests is { } running)
                slots.Add(new SlotQuota(SlotOf(limit.Name, account), running, label) { Id = IdOf("running", limit.Name, account), IsStrict = limit.IsStrict });
        }

        var spends = new List<SpendQuota> { new(SpendOf(OfKeys, own), OfKeys, key?.MonthlyTokenBudget, own) { BudgetId = IdOf(OfKeys) } };
        foreach (var budget in _rules.Budgets)
        {
            if (budget.Scope.AccountOf(keyId, tenant, model) is { } account)
                spends.Add(new SpendQuota(SpendOf(budget, account), budget, budget.Amount, account) { BudgetId = IdOf(budget) });
        }

        return new QuotaPlan(key, [.. rates], [.. slots], [.. spends]);
    }

    private static string IdOf(string kind, string limit, QuotaAccount account) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind}:{limit.Length}:{limit}:{account.Id}");

    private RateMeter RateOf(string limit, bool ofTokens, QuotaAccount account) => Get(_rates, (limit, ofTokens, account));

    private SlotMeter SlotOf(string limit, QuotaAccount account) => Get(_slots, (limit, account));

    /// <summary>So many accounts of budgets will be new.</summary>
    public void Expect(int accounts) => _spends.EnsureCapacity(_spends.Count + accounts);

    /// <summary>What is spent under an account of a budget.</summary>
    public SpendMeter SpendOf(Budget budget, QuotaAccount account) => Get(_spends, (budget.Name, account));

    // What has counted nothing is made again where it is needed. Whoever still runs under it gives back what is not missed.
    private void Sweep(long second)
    {
        _plans.Clear();
        Remove(_rates, meter => meter.IsEmptyAt(second));
        Remove(_slots, meter => meter.Taken == 0);
        Remove(_spends, meter => meter.IsEmpty);
    }

    private static void Remove<TKey, TMeter>(Dictionary<TKey, TMeter> meters, Predicate<TMeter> isEmpty)
        where TKey : notnull
    {
        foreach (var (key, _) in meters.Where(meter => isEmpty(meter.Value)).ToList())
            meters.Remove(key);
    }

    private static TMeter Get<TKey, TMeter>(Dictionary<TKey, TMeter> meters, TKey key)
        where TKey : notnull
        where TMeter : new()
    {
        if (!meters.TryGetValue(key, out var meter))
            meters[key] = meter = new TMeter();
        return meter;
    }
}
