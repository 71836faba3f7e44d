using System.Collections.Concurrent;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Refusals;

namespace FerroGate.Core.Limits.Shared;

/// <summary>
/// Admits the exchanges of one of several gateways that count together. Whether there is room is decided where it is counted; what an exchange
/// asks for, and what it is told, is decided here as in the memory.
/// </summary>
public sealed class SharedGovernor : IGovernor, IKeeper, IDisposable
{
    // What others spend in between can make a claim too large again, but not for ever.
    private const int MostDraws = 16;

    // Behind the messages that say when there may be room.
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskClosedEvery = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan CorrectionPatience = TimeSpan.FromSeconds(1);

    private readonly ISharedCounters _counters;
    private readonly TimeProvider _clock;
    private readonly SharedRules _rules = new();
    private readonly OpenReservations _open;
    private readonly OwedReturns _owed;
    private readonly SharedBudgets _budgets;
    private readonly SharedSettlement _settlement;
    private readonly ConcurrentDictionary<ExchangeId, TaskCompletionSource> _waiting = new();

    // How far the time of the counters is ahead of this gateway's clock.
    private long _ahead;

    public SharedGovernor(ISharedCounters counters, IPastUsage past, TimeProvider clock)
    {
        (_counters, _clock) = (counters, clock);
        _open = new OpenReservations(counters, _rules);
        _owed = new OwedReturns(counters);
        _budgets = new SharedBudgets(counters, past, clock);
        _settlement = new SharedSettlement(counters, _rules, _budgets, _open.HoldAgainAsync);
        counters.RoomMade += exchange =>
        {
            if (_waiting.TryGetValue(exchange, out var waiting))
                waiting.TrySetResult();
        };

        // The server that is back may be another one, or have lost its last moments.
        counters.AwayChanged += isAway =>
        {
            if (!isAway)
                _budgets.TellAgain();
        };
    }

    public event Action<BudgetAlert>? Alerted
    {
        add => _settlement.Alerted += value;
        remove => _settlement.Alerted -= value;
    }

    /// <summary>An exchange is admitted that is not counted.</summary>
    public event Action? Uncounted;

    /// <summary>Budgets could not be built; it is tried again.</summary>
    public event Action<Exception>? Failed;

    /// <summary>Is told what the journals of this gateway have.</summary>
    public ISettledExchanges Settled => _settlement;

    public IQuotaChange Change(QuotaRules rules) => new SharedChange(_rules, _budgets, rules);

    public bool CountsMoney(VirtualKey key, string model) => _rules.PlanOf(key, model).CountsMoney;

    /// <summary>Another process needs no word of this one: it counts in the same place.</summary>
    public void HandOver()
    {
    }

    public Reservation Adopt(OpenedExchange exchange, bool isRunning)
    {
        var plan = _rules.PlanOf(exchange.KeyId, exchange.Tenant, exchange.Model);
        var payer = new Payer(exchange.ExchangeId, exchange.KeyId, exchange.Tenant, exchange.Model);
        var reservation = new Reservation(this, payer, plan, SpendsAt(plan, exchange.ReservedAt), exchange.ReservedAt.ToUnixTimeSeconds())
        {
            Hold = new TokenHold(Metering.Saturated(exchange.TotalHeld), 0, OutputAssumed: false),
            Prices = [],
            HeldTokens = exchange.TotalHeld,
            HeldNanoUsd = exchange.TotalHeldNanoUsd,
            ReservedAt = exchange.ReservedAt,
            IsRunning = isRunning,
        };
        _open.Add(reservation);
        Quietly(() => _open.HoldAgainAsync(reservation));
        return reservation;
    }

    public async Task CorrectAsync(LedgerEntry correction, Func<Task> write)
    {
        var counted = _settlement.ExpectAsync(correction.ExchangeId);
        try
        {
            await write();

            // The journal tells it, at once or when the counters are back.
            if (!_counters.IsAway)
                await counted.WaitAsync(CorrectionPatience, _clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            _settlement.ExpectNoMore(correction.ExchangeId);
        }
    }

    public async ValueTask<Outcome<Reservation>> ReserveAsync(Claim claim, TimeSpan patience, CancellationToken cancellation)
    {
        var start = _clock.GetTimestamp();
        var turn = new LineTurn { Mode = patience > TimeSpan.Zero ? LineMode.Wait : LineMode.Go };
        try
        {
            while (true)
            {
                // Whoever is called between looking and waiting is called all the same.
                var called = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting[claim.Exchange] = called;
                var left = patience - _clock.GetElapsedTime(start);
                if (turn.Mode == LineMode.Wait && left <= TimeSpan.Zero)
                    turn.Mode = LineMode.Last;

                var decision = await DecideAsync(claim, turn);
                if (!decision.Waits || turn.Mode != LineMode.Wait)
                    return decision.Outcome;

                await WaitAsync(called, turn.Meter is null ? AskClosedEvery : AskEvery, left, cancellation);
            }
        }
        finally
        {
            _waiting.TryRemove(claim.Exchange, out _);
            if (turn.Meter is { } meter)
                Quietly(() => _counters.LeaveAsync(meter, claim.Exchange));
        }
    }

    /// <summary>Says once that this gateway lives, and builds what is not built.</summary>
    /// <exception cref="CountersAwayException">The counters are away.</exception>
    public Task<IReadOnlyList<BudgetState>> BeatAsync() => _budgets.BeatAsync(CancellationToken.None);

    /// <summary>Holds what is open for another while.</summary>
    /// <exception cref="CountersAwayException">The counters are away.</exception>
    public Task HoldAgainAsync() => _open.HoldAgainAsync();

    /// <summary>Says from time to time that this gateway lives, and holds what is open, until it stops.</summary>
    public Task RunAsync(CancellationToken stop) => new SharedPulse(_counters, _budgets, _open, _owed, failure => Failed?.Invoke(failure), _clock).RunAsync(stop);

    public void Dispose() => _budgets.Dispose();

    async ValueTask<bool> IKeeper.TryExtendAsync(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        ObjectDisposedException.ThrowIf(reservation.IsClosed, reservation);
        var moreTokens = Int128.Max(0, tokens + reservation.Hold.Total - reservation.HeldTokens);
        var moreNanoUsd = Int128.Max(0, nanoUsd + reservation.Ceiling - reservation.HeldNanoUsd);
        var (heldTokens, heldNanoUsd) = (reservation.HeldTokens + moreTokens, reservation.HeldNanoUsd + moreNanoUsd);
        var quotas = Array.ConvertAll(reservation.Spends, spend => spend.Quota);
        var day = DateOnly.FromDateTime(reservation.ReservedAt.UtcDateTime);
        var draw = new Draw(reservation.Payer.Exchange, day)
        {
            Rates = [.. reservation.TakenRates.Where(quota => quota.OfTokens && Drawing.IsLimited(quota)).Select(quota => new RateDraw(quota.Id, quota.Limit, Metering.Saturated(moreTokens)))],
            Spends = Drawing.SpendsOf(quotas, day, heldTokens, heldNanoUsd),
        };
        var taken = Now;
        try
        {
            if (await _counters.TryHoldAsync(draw) is not { } held)
                return false;
            taken = held;
        }
        catch (CountersAwayException)
        {
            if (quotas.Any(quota => quota is { Amount: not null, Budget.IsStrict: true } && quota.Budget.In(moreTokens, moreNanoUsd) > 0)
                || reservation.TakenRates.Any(quota => quota is { OfTokens: true, IsStrict: true } && moreTokens > 0))
            {
                return false;
            }
        }

        reservation.Extend(moreTokens, moreNanoUsd, taken.ToUnixTimeSeconds());
        return true;
    }

    void IKeeper.HoldAtLeast(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        reservation.Extend(Int128.Max(0, tokens - reservation.HeldTokens), Int128.Max(0, nanoUsd - reservation.HeldNanoUsd), Now.ToUnixTimeSeconds());
        Quietly(() => _open.HoldAgainAsync(reservation));
    }

    // What was used is counted when the journal tells it, and until then it is held.
    void IKeeper.Settle(Reservation reservation, Int128 tokens, Int128 nanoUsd)
    {
        if (_open.TryClose(reservation))
            _owed.GiveBack(new GivenBack(reservation.Payer.Exchange) { Rates = Returning.RatesOf(reservation, tokens), Slots = Returning.SlotsOf(reservation) });
    }

    void IKeeper.GiveBack(Reservation reservation)
    {
        if (!_open.TryClose(reservation))
            return;
        reservation.IsGivenBack = true;
        var day = DateOnly.FromDateTime(reservation.ReservedAt.UtcDateTime);
        var spends = Drawing.SpendsOf(Array.ConvertAll(reservation.Spends, spend => spend.Quota), day, 0, 0);
        _owed.GiveBack(new GivenBack(reservation.Payer.Exchange)
        {
            Rates = Returning.RatesOf(reservation, 0),
            Slots = Returning.SlotsOf(reservation),
            Spends = [.. spends.Select(spend => spend.Meter)],
        });
    }

    Reservation IKeeper.HandOn(Reservation reservation)
    {
        ObjectDisposedException.ThrowIf(!_open.TryClose(reservation), reservation);
        var heir = reservation.Heir();
        _open.Add(heir);
        _owed.GiveBack(new GivenBack(reservation.Payer.Exchange) { Slots = Returning.SlotsOf(reservation) });
        return heir;
    }

    private DateTimeOffset Now => _clock.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    private async Task WaitAsync(TaskCompletionSource called, TimeSpan most, TimeSpan left, CancellationToken cancellation)
    {
        try
        {
            await called.Task.WaitAsync(left < most ? left : most, _clock, cancellation);
        }
        catch (TimeoutException)
        {
            // It asks without being called.
        }
    }

    private async Task<SharedDecision> DecideAsync(Claim claim, LineTurn turn)
    {
        var plan = _rules.PlanOf(claim.Key, claim.Model);
        if (_counters.IsAway)
            return WhileAway(claim, plan);

        try
        {
            return await DrawAsync(claim, plan, turn);
        }
        catch (CountersAwayException)
        {
            // It may be taken all the same.
            var decision = WhileAway(claim, plan);
            if (!decision.Outcome.TryGet(out _, out _))
                _owed.GiveBack(Returning.WholeOf(Drawing.Of(claim.Exchange, Today, plan, 0, 0)));
            return decision;
        }
    }

    private async Task<SharedDecision> DrawAsync(Claim claim, QuotaPlan plan, LineTurn turn)
    {
        IReadOnlyList<Int128>? committed = null;
        for (var draws = 0; ; draws++)
        {
            // The whole claim first; where that is too much, as much of it as was left.
            if (!Fitting.Of(claim, plan, committed is null ? [] : SpendsAt(plan, Now, committed)).TryGet(out var fitting, out var refusal))
                return new(refusal);

            var ceiling = fitting.Hold.Total == 0 ? 0 : Claim.CeilingOf(fitting.Prices, fitting.Hold);
            var draw = Drawing.Of(claim.Exchange, Today, plan, fitting.Hold.Total, ceiling);
            var place = turn.In(draw);
            if (turn.Meter is { } other && place.Spend is null)
            {
                // The day, or the rules, are not those any more under which it began to wait.
                turn.Meter = null;
                Quietly(() => _counters.LeaveAsync(other, claim.Exchange));
            }

            var round = _budgets.Round;
            var answer = await _counters.DrawAsync(draw, place);
            Volatile.Write(ref _ahead, (answer.Now - _clock.GetUtcNow()).Ticks);
            switch (answer.Result)
            {
                case DrawResult.Taken:
                    turn.Meter = null;
                    var taken = Take(claim, plan, fitting, ceiling, answer);

                    // What was taken may have been lost before anybody knew that it is to be held again.
                    if (_budgets.Round != round)
                        Quietly(() => _open.HoldAgainAsync(taken));
                    return new(taken);
                case DrawResult.OtherDay when draws < MostDraws:
                    committed = null;
                    break;
                case DrawResult.Spent when draws < MostDraws:
                    committed = answer.Committed;
                    break;
                case DrawResult.OverRate:
                    return new(DrawnRates.Refuse(plan, draw, answer));
                case DrawResult.TooMany:
                    return new(QuotaRefusals.TooMany(plan.Slots[answer.Index]));
                case DrawResult.Closed:
                    return new(QuotaRefusals.Closed(plan.Spends[answer.Index]), Waits: true);
                default:
                    (turn.Meter, turn.Ticket) = place.Mode == LineMode.Wait ? (draw.Spends[answer.Index].Meter, answer.Ticket) : (null, null);
                    return new(QuotaRefusals.Held(plan.Spends[answer.Index]), Waits: true);
            }
        }
    }

    private SharedDecision WhileAway(Claim claim, QuotaPlan plan)
    {
        if (!Fitting.Of(claim, plan, SpendsAt(plan, Now)).TryGet(out var fitting, out var refusal))
            return new(refusal);

        var ceiling = fitting.Hold.Total == 0 ? 0 : Claim.CeilingOf(fitting.Prices, fitting.Hold);
        foreach (var quota in plan.Rates)
        {
            if (quota.IsStrict && (!quota.OfTokens || fitting.Hold.Total > 0))
                return new(QuotaRefusals.Away(quota.Label));
        }

        foreach (var quota in plan.Slots)
        {
            if (quota.IsStrict)
                return new(QuotaRefusals.Away(quota.Label));
        }

        foreach (var quota in plan.Spends)
        {
            if (quota is { Amount: not null, Budget.IsStrict: true } && quota.Budget.In(fitting.Hold.Total, ceiling) > 0)
                return new(QuotaRefusals.Away(QuotaRefusals.LabelOf(quota)));
        }

        Uncounted?.Invoke();
        return new(Take(claim, plan, fitting, ceiling, new DrawAnswer(DrawResult.Taken, Now)));
    }

    private Reservation Take(Claim claim, QuotaPlan plan, Fitting fitting, Int128 ceiling, DrawAnswer answer)
    {
        var payer = new Payer(claim.Exchange, claim.Key.Id, claim.Key.Tenant, claim.Model);
        var taken = new Reservation(this, payer, plan, SpendsAt(plan, answer.Now), answer.Now.ToUnixTimeSeconds())
        {
            Hold = fitting.Hold,
            Prices = fitting.Prices,
            HeldTokens = fitting.Hold.Total,
            HeldNanoUsd = ceiling,
            ReservedAt = answer.Now,
            Rates = DrawnRates.ReportOf(plan, answer),
        };
        _open.Add(taken);
        return taken;
    }

    private DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    private static HeldSpend[] SpendsAt(QuotaPlan plan, DateTimeOffset now, IReadOnlyList<Int128>? committed = null)
    {
        var spends = new HeldSpend[plan.Spends.Length];
        for (var i = 0; i < spends.Length; i++)
        {
            var quota = plan.Spends[i];
            spends[i] = new HeldSpend(quota, new Spend(Period.Of(quota.Budget.Period, now)) { Committed = committed?[i] ?? 0 });
        }

        return spends;
    }

    // Nobody waits for it, and where it fails it comes to an end by itself a while later.
    private void Quietly(Func<Task> work)
    {
        if (_counters.IsAway)
            return;
        _ = TryAsync();

        async Task TryAsync()
        {
            try
            {
                await work();
            }
            catch (CountersAwayException)
            {
            }
        }
    }
}
