using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits;

/// <summary>
/// Brings other rules into force under live requests. Budgets that count otherwise than before need what was spent in their periods: the
/// ledger tells it while exchanges go on, so those that run meanwhile are left out of its sums and counted as they stand in the end.
/// </summary>
public sealed class QuotaChange
{
    private readonly Governor _governor;
    private readonly Dictionary<(Budget Budget, QuotaAccount Account, Period Period), Int128> _past = [];
    private readonly Dictionary<ExchangeId, (Reservation Reservation, PastSpend? Settled)> _tracked = [];

    // Whoever reads the ledger tells of one subject on many days.
    private readonly Dictionary<UsageSubject, (Budget Budget, QuotaAccount Account)[]> _accounts = new(ReferenceEqualityComparer.Instance);

    internal QuotaChange(Governor governor, QuotaRules rules, IReadOnlyList<Budget> unknown, DateTimeOffset now)
    {
        _governor = governor;
        Rules = rules;
        Unknown = unknown;
        From = unknown.Count == 0 ? DateOnly.MaxValue : unknown.Min(budget => Period.Of(budget.Period, now).Start);
    }

    /// <summary>The first day of which it must be told what was spent.</summary>
    public DateOnly From { get; }

    /// <summary>There are budgets of which it is not known what was spent.</summary>
    internal bool NeedsPast => Unknown.Count > 0;

    internal QuotaRules Rules { get; }

    internal IReadOnlyList<Budget> Unknown { get; }

    /// <summary>What was spent under each account of those budgets, in its unit.</summary>
    internal IReadOnlyDictionary<(Budget Budget, QuotaAccount Account, Period Period), Int128> Past => _past;

    internal Dictionary<ExchangeId, (Reservation Reservation, PastSpend? Settled)> Exchanges => _tracked;

    /// <summary>Counts what the ledger has of a day.</summary>
    public void Add(DailyUsage usage)
    {
        if (!_accounts.TryGetValue(usage.Subject, out var accounts))
            _accounts[usage.Subject] = accounts = [.. AccountsOf(usage.Subject.KeyId, usage.Subject.Tenant, usage.Subject.Model)];

        foreach (var (budget, account) in accounts)
            Count(budget, account, usage.Day, usage.BudgetTokens, usage.Cost.Value);
    }

    /// <summary>Asks what was spent where it needs that.</summary>
    public Task PrepareAsync(IUsageAggregates usage, CancellationToken cancellation) =>
        NeedsPast ? usage.ReadDaysAsync(From, Add, () => _governor.Tracked(this), Subtract, cancellation) : Task.CompletedTask;

    /// <summary>Brings the rules into force.</summary>
    public void Apply() => _governor.Apply(this);

    /// <summary>Leaves everything as it is.</summary>
    public void Forget() => _governor.Forget(this);

    internal void Track(Reservation reservation) => _tracked[reservation.Payer.Exchange] = (reservation, null);

    internal void Settled(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        var payer = reservation.Payer;
        var day = DateOnly.FromDateTime(reservation.ReservedAt.UtcDateTime);
        _tracked[payer.Exchange] = (reservation, new PastSpend(day, payer.KeyId, payer.Tenant, payer.Model, tokens, nanoUsd));
    }

    // Takes back what was counted of an exchange that runs, or has run since.
    private void Subtract(LedgerEntry entry)
    {
        var spend = PastSpend.Of(entry);
        foreach (var (budget, account) in AccountsOf(spend.KeyId, spend.Tenant, spend.Model))
            Count(budget, account, spend.Day, -spend.Tokens, -spend.NanoUsd);
    }

    private void Count(Budget budget, QuotaAccount account, DateOnly day, Int128 tokens, Int128 nanoUsd)
    {
        var key = (budget, account, Period.Of(budget.Period, day));
        _past[key] = _past.GetValueOrDefault(key) + budget.In(tokens, nanoUsd);
    }

    private IEnumerable<(Budget, QuotaAccount)> AccountsOf(string keyId, Tenant tenant, string model)
    {
        foreach (var budget in Unknown)
        {
            if (budget.Scope.AccountOf(keyId, tenant, model) is { } account)
                yield return (budget, account);
        }
    }
}
