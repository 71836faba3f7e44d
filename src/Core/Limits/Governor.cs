using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits;

/// <summary>Admits the exchanges of one gateway. Its meters are in the memory, so that concurrency finds no gap between looking and taking.</summary>
public sealed class Governor(TimeProvider clock) : IGovernor, IKeeper
{
    // One lock for all meters: what is done under it takes a microsecond or three, and an exchange touches many of them at once.
    private readonly Lock _lock = new();
    private readonly QuotaBook _book = new();
    private readonly HashSet<Reservation> _open = [];
    private readonly HashSet<ExchangeId> _corrections = [];
    private readonly long _start = clock.GetTimestamp();
    private long _tickets;
    private QuotaChange? _change;
    private bool _isHandedOver;
    private bool _isBehind;

    public event Action<BudgetAlert>? Alerted;

    /// <inheritdoc cref="IGovernor.Change"/>
    public QuotaChange Change(QuotaRules rules)
    {
        lock (_lock)
        {
            var change = _change = new QuotaChange(this, rules, _book.UnknownOf(rules), clock.GetUtcNow());
            foreach (var reservation in _open)
                change.Track(reservation);
            foreach (var correction in _corrections)
                change.Track(correction);
            return change;
        }
    }

    IQuotaChange IGovernor.Change(QuotaRules rules) => Change(rules);

    public bool CountsMoney(VirtualKey key, string model)
    {
        lock (_lock)
        {
            return _book.PlanOf(key, model, Second).CountsMoney;
        }
    }

    /// <summary>Another process still spends, which is not all in the ledger that budgets are made of.</summary>
    internal bool IsFollowing { get; set; }

    /// <summary>
    /// Another process still admits, and what it has admitted is not all known here: whoever needs a budget waits in line until
    /// <see cref="TakeOver"/>.
    /// </summary>
    public void Wait()
    {
        lock (_lock)
        {
            _isBehind = true;
        }
    }

    /// <summary>The other process admits nobody to a budget any more, and all that it has admitted is known here.</summary>
    public void TakeOver()
    {
        lock (_lock)
        {
            _isBehind = false;
            foreach (var spend in _book.Spends.ToList())
                Serve(spend);
        }
    }

    /// <summary>Counts what another process has spent.</summary>
    public void Spent(PastSpend past)
    {
        lock (_lock)
        {
            past.CountIn(_book.PlanOf(past.KeyId, past.Tenant, past.Model).Spends);
        }
    }

    public Reservation Adopt(OpenedExchange exchange, bool isRunning)
    {
        lock (_lock)
        {
            var plan = _book.PlanOf(exchange.KeyId, exchange.Tenant, exchange.Model);
            var spends = Array.ConvertAll(plan.Spends, quota => quota.At(exchange.ReservedAt));
            var second = Second - (long)(clock.GetUtcNow() - exchange.ReservedAt).TotalSeconds;
            var payer = new Payer(exchange.ExchangeId, exchange.KeyId, exchange.Tenant, exchange.Model);
            return Take(new Reservation(this, payer, plan, spends, second)
            {
                Hold = new TokenHold(Metering.Saturated(exchange.TotalHeld), 0, OutputAssumed: false),
                Prices = [],
                HeldTokens = exchange.TotalHeld,
                HeldNanoUsd = exchange.TotalHeldNanoUsd,
                ReservedAt = exchange.ReservedAt,
                IsRunning = isRunning,
            }, second);
        }
    }

    public async Task CorrectAsync(LedgerEntry correction, Func<Task> write)
    {
        lock (_lock)
        {
            _corrections.Add(correction.ExchangeId);
            _change?.Track(correction.ExchangeId);
        }

        try
        {
            await write();
        }
        catch
        {
            lock (_lock)
            {
                _corrections.Remove(correction.ExchangeId);
            }

            throw;
        }

        List<BudgetAlert> alerts = [];
        lock (_lock)
        {
            _corrections.Remove(correction.ExchangeId);
            var spent = PastSpend.Of(correction);
            _change?.Settled(correction.ExchangeId, spent);
            foreach (var spend in spent.CorrectIn(_book.PlanOf(spent.KeyId, spent.Tenant, spent.Model).Spends, clock.GetUtcNow(), alerts))
                Serve(spend);
        }

        Tell(alerts);
    }

    public ValueTask<Outcome<Reservation>> ReserveAsync(Claim claim, TimeSpan patience, CancellationToken cancellation)
    {
        lock (_lock)
        {
            var decision = Decide(claim, isInTurn: false);
            if (decision.HeldUp is not { } spend || patience <= TimeSpan.Zero || _isHandedOver)
                return new(decision.Outcome);

            var waiter = new Waiter(claim, _tickets++);
            waiter.WaitFor(spend);
            waiter.Timer = clock.CreateTimer(static state => ((Action)state!)(), () => GiveUp(waiter, cancelled: false), patience, Timeout.InfiniteTimeSpan);
            waiter.Leaving = cancellation.UnsafeRegister(static state => ((Action)state!)(), () => GiveUp(waiter, cancelled: true));
            return new(waiter.Answer.Task);
        }
    }

    /// <summary>
    /// Another process admits from now on, and knows what is held here; this one does not know what is held there. So whoever waits in line is
    /// told to ask again, and so is whoever comes late and needs a budget: they meet the other process then.
    /// </summary>
    public void HandOver()
    {
        lock (_lock)
        {
            _isHandedOver = true;
            foreach (var spend in _book.Spends.ToList())
                Serve(spend);
        }
    }

    ValueTask<bool> IKeeper.TryExtendAsync(Reservation reservation, Int128 tokens, Int128 nanoUsd) => new(TryExtend(reservation, tokens, nanoUsd));

    private bool TryExtend(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(reservation.IsClosed, reservation);
            var moreTokens = Int128.Max(0, tokens + reservation.Hold.Total - reservation.HeldTokens);
            var moreNanoUsd = Int128.Max(0, nanoUsd + reservation.Ceiling - reservation.HeldNanoUsd);
            var second = Second;
            foreach (var (quota, spend) in reservation.Spends)
            {
                var more = quota.Budget.In(moreTokens, moreNanoUsd);
                if (more > 0 && quota.Amount is { } amount && (_isHandedOver || spend.Committed + spend.Held + more > amount))
                    return false;
            }

            foreach (var quota in reservation.TakenRates)
            {
                if (quota.OfTokens && moreTokens > 0 && !quota.Meter.Fits(second, quota.Limit, Metering.Saturated(moreTokens)))
                    return false;
            }

            Metering.Extend(reservation, moreTokens, moreNanoUsd, second);
            return true;
        }
    }

    void IKeeper.HoldAtLeast(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        lock (_lock)
        {
            if (!reservation.IsClosed)
                Metering.Extend(reservation, Int128.Max(0, tokens - reservation.HeldTokens), Int128.Max(0, nanoUsd - reservation.HeldNanoUsd), Second);
        }
    }

    void IKeeper.GiveBack(Reservation reservation) => Settle(reservation, 0, 0);

    void IKeeper.Settle(Reservation reservation, Int128 tokens, Int128 nanoUsd) => Settle(reservation, tokens, nanoUsd);

    private void Settle(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        List<BudgetAlert> alerts = [];
        lock (_lock)
        {
            if (reservation.IsClosed)
                return;

            Close(reservation);
            _change?.Settled(reservation, tokens, nanoUsd);
            Metering.Settle(reservation, tokens, nanoUsd, Second, alerts);
            foreach (var (_, spend) in reservation.Spends)
                Serve(spend);
        }

        Tell(alerts);
    }

    private void Tell(List<BudgetAlert> alerts)
    {
        foreach (var alert in alerts)
            Alerted?.Invoke(alert);
    }

    Reservation IKeeper.HandOn(Reservation reservation)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(reservation.IsClosed, reservation);
            Close(reservation);
            var heir = reservation.Heir();
            _open.Add(heir);
            _change?.Track(heir);
            return heir;
        }
    }

    internal IReadOnlyCollection<ExchangeId> Tracked(QuotaChange change)
    {
        lock (_lock)
        {
            return [.. change.Exchanges];
        }
    }

    internal void Apply(QuotaChange change)
    {
        lock (_lock)
        {
            _change = null;
            var lines = _book.Spends.Where(spend => spend.IsAwaited).ToList();
            _book.Use(change.Rules);
            foreach (var reservation in _open)
                reservation.RunUnder(_book.PlanOf(reservation.Payer.KeyId, reservation.Payer.Tenant, reservation.Payer.Model).Slots);
            if (change.NeedsPast)
                change.CountIn(_book);
            _book.TellAnew();

            // There may be room now, or nothing to wait for any more.
            foreach (var spend in lines)
                Serve(spend);
        }
    }

    internal void Forget(QuotaChange change)
    {
        lock (_lock)
        {
            if (_change == change)
                _change = null;
        }
    }

    private long Second => (long)clock.GetElapsedTime(_start).TotalSeconds;

    private void Close(Reservation reservation)
    {
        reservation.IsClosed = true;
        _open.Remove(reservation);
        Metering.End(reservation);
    }

    private Decision Decide(Claim claim, bool isInTurn)
    {
        var now = clock.GetUtcNow();
        var second = Second;
        var plan = _book.PlanOf(claim.Key, claim.Model, second);
        var spends = Array.ConvertAll(plan.Spends, quota => quota.At(now));
        if (!Fitting.Of(claim, plan, spends).TryGet(out var fitting, out var refusal))
            return new(refusal);

        var (hold, prices) = (fitting.Hold, fitting.Prices);
        foreach (var quota in plan.Rates)
        {
            var amount = quota.OfTokens ? hold.Total : 1;
            if (amount > 0 && !quota.Meter.Fits(second, quota.Limit, amount))
                return new(QuotaRefusals.OverRate(quota, quota.Meter.StatusOf(second, quota.Limit, amount), amount, plan.ReportAt(second)));
        }

        foreach (var quota in plan.Slots)
        {
            if (quota.Meter.Taken >= quota.Limit)
                return new(QuotaRefusals.TooMany(quota));
        }

        var ceiling = hold.Total == 0 ? 0 : Claim.CeilingOf(prices, hold);
        foreach (var (quota, spend) in spends)
        {
            var amount = quota.Budget.In(hold.Total, ceiling);
            if (amount > 0 && quota.Amount is { } limit && (_isHandedOver || _isBehind || spend.Committed + spend.Held + amount > limit || (!isInTurn && spend.IsAwaited)))
                return new(QuotaRefusals.Held(quota)) { HeldUp = spend };
        }

        var payer = new Payer(claim.Exchange, claim.Key.Id, claim.Key.Tenant, claim.Model);
        var taken = Take(new Reservation(this, payer, plan, spends, second)
        {
            Hold = hold,
            Prices = prices,
            HeldTokens = hold.Total,
            HeldNanoUsd = ceiling,
            ReservedAt = now,
        }, second);
        taken.Rates = plan.ReportAt(second);
        return new(taken);
    }

    private Reservation Take(Reservation reservation, long second)
    {
        Metering.Take(reservation, second);
        _open.Add(reservation);
        _change?.Track(reservation);
        return reservation;
    }

    // Whoever is first in line gets what it waits for, is refused, or waits for something else; until one still waits for this.
    private void Serve(Spend spend)
    {
        while (spend.IsAwaited && spend.Line.First!.Value is { } waiter)
        {
            var decision = Decide(waiter.Claim, isInTurn: true);
            if (decision.HeldUp == spend && !_isHandedOver)
                return;

            spend.Line.RemoveFirst();
            if (decision.HeldUp is { } other && !_isHandedOver)
                waiter.WaitFor(other);
            else
                waiter.End(decision.Outcome);
        }
    }

    private void GiveUp(Waiter waiter, bool cancelled)
    {
        lock (_lock)
        {
            if (waiter.For is not { } spend)
                return;

            spend.Line.Remove(waiter.Node!);
            if (cancelled)
            {
                waiter.End(null);
            }
            else
            {
                // Another period may have begun, and if not, it is told what it is short of by now.
                waiter.End(Decide(waiter.Claim, isInTurn: true).Outcome);
            }

            Serve(spend);
        }
    }
}
