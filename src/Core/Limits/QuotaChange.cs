using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits;

/// <summary>
/// Brings other rules into force under live requests. Budgets that count otherwise than before need what was spent in their periods: the
/// ledger tells it while exchanges go on, so those that run meanwhile are left out of its sums and counted as they stand in the end.
/// </summary>
public sealed class QuotaChange
{
    private readonly Governor _governor;
    private readonly List<PastSpend> _past = [];
    private readonly Dictionary<ExchangeId, (Reservation Reservation, PastSpend? Settled)> _tracked = [];

    internal QuotaChange(Governor governor, QuotaRules rules, IReadOnlyList<Budget> unknown, DateTimeOffset now)
    {
        _governor = governor;
        Rules = rules;
        Unknown = unknown;
        From = unknown.Count == 0 ? DateOnly.MaxValue : unknown.Min(budget => Period.Of(budget.Period, now).Start);
    }

    /// <summary>There are budgets of which it is not known what was spent.</summary>
    internal bool NeedsPast => Unknown.Count > 0;

    /// <summary>The first day from which that must be told.</summary>
    public DateOnly From { get; }


    internal QuotaRules Rules { get; }

    internal IReadOnlyList<Budget> Unknown { get; }

    internal IReadOnlyList<PastSpend> Past => _past;

    internal Dictionary<ExchangeId, (Reservation Reservation, PastSpend? Settled)> Exchanges => _tracked;

    /// <summary>Counts what the ledger has of a day.</summary>
    public void Add(DailyUsage usage) =>
        _past.Add(new PastSpend(usage.Day, usage.Subject.KeyId, usage.Subject.Tenant, usage.Subject.Model, usage.BudgetTokens, usage.Cost.Value));

    /// <summary>Takes back what <see cref="Add"/> has counted of an exchange that runs, or has run since.</summary>
    private void Subtract(LedgerEntry entry)
    {
        var spend = PastSpend.Of(entry);
        _past.Add(spend with { Tokens = -spend.Tokens, NanoUsd = -spend.NanoUsd });
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
}
