using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;

namespace FerroGate.Core.Limits;

/// <summary>
/// Brings other rules into force in the memory. Budgets that count otherwise than before need what was spent in their periods: the
/// ledger tells it while exchanges go on, so those that run meanwhile are left out of its sums and counted as they stand in the end.
/// </summary>
public sealed class QuotaChange : IQuotaChange
{
    private readonly Governor _governor;
    private readonly Dictionary<ExchangeId, (Reservation? Reservation, PastSpend? Settled)> _tracked = [];

    internal QuotaChange(Governor governor, QuotaRules rules, IReadOnlyList<Budget> unknown, DateTimeOffset now)
    {
        _governor = governor;
        Rules = rules;
        Unknown = unknown;
        Past = new PastSums(unknown);
        Ranges = Past.Ranges(now);
    }

    /// <summary>What it must be told of.</summary>
    public IReadOnlyList<PastRange> Ranges { get; }

    /// <summary>There are budgets of which it is not known what was spent.</summary>
    internal bool NeedsPast => Unknown.Count > 0;

    internal QuotaRules Rules { get; }

    /// <summary>Those that have run since it began.</summary>
    internal IEnumerable<ExchangeId> Exchanges => _tracked.Keys;

    private IReadOnlyList<Budget> Unknown { get; }

    // What was spent under each account of those budgets, in its unit.
    private PastSums Past { get; }

    /// <summary>Counts what the ledger has.</summary>
    public void Add(PastUsage usage) => Past.Add(usage);

    /// <exception cref="IOException">A process that hands over to this one still spends, and what is not known of that would be missing from a budget that is new.</exception>
    public Task PrepareAsync(IUsageAggregates usage, CancellationToken cancellation)
    {
        if (!NeedsPast)
            return Task.CompletedTask;

        if (_governor.IsFollowing)
            throw new IOException("the process before this one still serves its last requests, and a budget that is new can only count what was spent when it has ended; try again then.");

        return usage.ReadPastAsync(Ranges, Add, () => _governor.Tracked(this), Subtract, cancellation);
    }

    public void Apply() => _governor.Apply(this);

    public void Forget() => _governor.Forget(this);

    internal void Track(Reservation reservation) => _tracked[reservation.Payer.Exchange] = (reservation, null);

    /// <summary>A correction is being written.</summary>
    internal void Track(ExchangeId correction) => _tracked[correction] = (null, null);

    /// <summary>A correction was written.</summary>
    internal void Settled(ExchangeId correction, PastSpend spent) => _tracked[correction] = (null, spent);

    internal void Settled(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        var payer = reservation.Payer;
        var day = DateOnly.FromDateTime(reservation.ReservedAt.UtcDateTime);
        _tracked[payer.Exchange] = (reservation, new PastSpend(day, payer.KeyId, payer.Tenant, payer.Model, tokens, nanoUsd));
    }

    /// <summary>Counts what was spent before, and how the exchanges stand that ran meanwhile.</summary>
    internal void CountIn(QuotaBook book)
    {
        book.Expect(Unknown.Sum(budget => Past.Of(budget).Count));
        foreach (var budget in Unknown)
        {
            foreach (var ((account, period), amount) in Past.Of(budget))
                book.SpendOf(budget, account).Of(period).Committed += amount;
        }

        foreach (var (reservation, settled) in _tracked.Values)
        {
            if (settled is not null)
                settled.CountIn(SpendsOf(settled.KeyId, settled.Tenant, settled.Model));
            else
                reservation?.CountIn(SpendsOf(reservation.Payer.KeyId, reservation.Payer.Tenant, reservation.Payer.Model));
        }

        SpendQuota[] SpendsOf(string keyId, Tenant tenant, string model) =>
            [.. book.PlanOf(keyId, tenant, model).Spends.Where(quota => Unknown.Contains(quota.Budget))];
    }

    // Takes back what was counted of an exchange that runs, or has run since.
    private void Subtract(LedgerEntry entry) => Past.Subtract(PastSpend.Of(entry));
}
