using FerroGate.Core.Money;

namespace FerroGate.Core.Limits;

/// <summary>
/// What an exchange was admitted with. It is settled once with what was really used; disposing an unsettled one gives
/// everything back, so no path can leave a hold behind.
/// </summary>
public sealed class Reservation : IDisposable
{
    private readonly IKeeper _keeper;
    private readonly long _second;
    private List<(long Second, Int128 Tokens)>? _later;

    internal Reservation(IKeeper keeper, Payer payer, QuotaPlan plan, HeldSpend[] spends, long second)
        : this(keeper, payer, plan.Rates, plan.Slots, spends, second)
    {
    }

    private Reservation(IKeeper keeper, Payer payer, RateQuota[] rates, SlotQuota[] slots, HeldSpend[] spends, long second) =>
        (_keeper, Payer, TakenRates, Slots, Spends, _second) = (keeper, payer, rates, slots, spends, second);

    /// <summary>The most that one attempt may use.</summary>
    public required TokenHold Hold { get; init; }

    /// <summary>What the targets charge that may be asked; one at another price may cost too much.</summary>
    public required IReadOnlyList<ModelPrice> Prices { get; init; }

    /// <summary>When it was made; the exchange belongs to this moment's periods.</summary>
    public required DateTimeOffset ReservedAt { get; init; }

    /// <summary>Where the limits per minute stand after this request.</summary>
    public RateReport Rates { get; internal set; } = RateReport.None;

    /// <summary>The tokens that are held for it in all.</summary>
    public required Int128 HeldTokens { get; set; }

    /// <summary>The money that is held for it in all, in nano-dollars.</summary>
    public required Int128 HeldNanoUsd { get; set; }

    /// <summary>The most that one attempt may cost, in nano-dollars.</summary>
    public Int128 Ceiling => Claim.CeilingOf(Prices, Hold);

    internal RateQuota[] TakenRates { get; }

    internal SlotQuota[] Slots { get; private set; }

    internal HeldSpend[] Spends { get; private set; }

    internal Payer Payer { get; }

    internal bool IsClosed { get; set; }

    /// <summary>It was closed because nothing was used.</summary>
    internal bool IsGivenBack { get; set; }

    /// <summary>It counts among those that run.</summary>
    internal bool IsRunning { get; init; } = true;

    /// <summary>
    /// Holds enough for another attempt beside what those before it will be settled with; <c>false</c> where a budget has not so
    /// much left, and then nothing changes.
    /// </summary>
    /// <param name="owedTokens">The tokens that those before it are charged.</param>
    /// <param name="owedNanoUsd">What they cost, in nano-dollars.</param>
    public ValueTask<bool> TryExtendAsync(Int128 owedTokens, Int128 owedNanoUsd) => _keeper.TryExtendAsync(this, owedTokens, owedNanoUsd);

    /// <summary>Replaces the hold by what was used, which the ledger has. A second call does nothing.</summary>
    /// <param name="tokens">The tokens.</param>
    /// <param name="nanoUsd">What they cost, in nano-dollars.</param>
    public void Settle(Int128 tokens, Int128 nanoUsd) => _keeper.Settle(this, tokens, nanoUsd);

    /// <summary>Hands the hold on to somebody who outlives this one, which is closed with that.</summary>
    public Reservation HandOn() => _keeper.HandOn(this);

    /// <summary>Gives the hold back if nothing settled it.</summary>
    public void Dispose() => _keeper.GiveBack(this);

    /// <summary>Another process, whose exchange it is, holds more for it; whether that is left or not is its matter.</summary>
    internal void HoldAtLeast(Int128 tokens, Int128 nanoUsd) => _keeper.HoldAtLeast(this, tokens, nanoUsd);

    internal Reservation Heir() => new(_keeper, Payer, TakenRates, Slots, Spends, _second)
    {
        Hold = Hold,
        Prices = Prices,
        ReservedAt = ReservedAt,
        Rates = Rates,
        HeldTokens = HeldTokens,
        HeldNanoUsd = HeldNanoUsd,
        IsRunning = false,
        _later = _later,
    };

    /// <summary>It counts in further budgets from now on, in the periods in which it was made.</summary>
    internal void CountIn(SpendQuota[] quotas)
    {
        var further = Array.ConvertAll(quotas, quota => quota.At(ReservedAt));
        foreach (var (quota, spend) in further)
            spend.Held += quota.Budget.In(HeldTokens, HeldNanoUsd);
        Spends = [.. Spends, .. further];
    }

    /// <summary>It runs under other limits from now on.</summary>
    internal void RunUnder(SlotQuota[] slots)
    {
        if (!IsRunning)
            return;
        foreach (var quota in Slots)
            quota.Meter.Taken--;
        foreach (var quota in slots)
            quota.Meter.Taken++;
        Slots = slots;
    }

    internal void Extend(Int128 tokens, Int128 nanoUsd, long second)
    {
        HeldTokens += tokens;
        HeldNanoUsd += nanoUsd;
        (_later ??= []).Add((second, tokens));
    }

    /// <summary>Tokens that are given back, by the seconds in which they were taken.</summary>
    internal List<(long Second, long Tokens)> ReturnsOf(Int128 tokens)
    {
        var returns = new List<(long, long)>();
        var later = Int128.Zero;
        foreach (var (second, taken) in _later ?? [])
        {
            var returned = Int128.Min(taken, tokens - later);
            returns.Add((second, Metering.Saturated(returned)));
            later += returned;
        }

        returns.Add((_second, Metering.Saturated(tokens - later)));
        return returns;
    }
}
