using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Tests.Limits;

/// <summary>What a process that hands over holds and spends counts for the budgets of the one that takes over.</summary>
public sealed class PredecessorHoldsTests
{
    private static readonly VirtualKey Key = new() { Id = "key", Hash = KeyHash.Of("secret"), MonthlyTokenBudget = 100 };

    private readonly Governor _governor = new(TimeProvider.System);
    private readonly PredecessorHolds _holds;

    public PredecessorHoldsTests() => _holds = new PredecessorHolds(_governor);

    [Fact]
    public void A_hold_is_in_the_way_until_its_exchange_is_settled()
    {
        var opened = Opened(held: 60);
        _holds.Opened(opened);
        Assert.False(Fits(50));

        _holds.Settled(Settled(opened, used: 40), isCounted: false);

        Assert.True(Fits(50));
        Assert.False(Fits(61));
        Assert.Equal(0, _holds.Count);
    }

    [Fact]
    public void What_the_ledger_has_counted_already_only_ends_its_hold()
    {
        var opened = Opened(held: 60);
        _holds.Opened(opened);

        _holds.Settled(Settled(opened, used: 40), isCounted: true);

        Assert.True(Fits(100));
    }

    [Fact]
    public void What_was_settled_without_a_hold_counts_too()
    {
        _holds.Settled(Settled(Opened(held: 60), used: 40), isCounted: false);

        Assert.False(Fits(61));
        Assert.True(Fits(60));
    }

    [Fact]
    public void An_exchange_that_is_told_of_twice_holds_once()
    {
        var opened = Opened(held: 60);
        _holds.Opened(opened);
        _holds.Opened(opened);

        _holds.Settled(Settled(opened, used: 0), isCounted: false);

        Assert.True(Fits(100));
    }

    [Fact]
    public void An_exchange_that_is_sent_once_more_holds_what_has_failed_beside_its_next_attempt()
    {
        var opened = Opened(held: 60);
        var failed = Settled(opened, used: 25) with { FailedAttempt = 1 };
        _holds.Opened(opened);
        _holds.Opened(opened with { Failed = [failed] });
        Assert.True(Fits(15));
        Assert.False(Fits(16));

        _holds.Settled(Settled(opened, used: 10), isCounted: false);
        _holds.Settled(failed, isCounted: false);

        Assert.True(Fits(65));
        Assert.False(Fits(66));
    }

    private static OpenedExchange Opened(long held) => new(
        ExchangeId.New(TimeProvider.System), TimeProvider.System.GetUtcNow(), Key.Id, Tenant.None, "model", 10, held, false);

    private static LedgerEntry Settled(OpenedExchange opened, long used) => new()
    {
        ExchangeId = opened.ExchangeId,
        ReservedAt = opened.ReservedAt,
        SettledAt = opened.ReservedAt,
        KeyId = opened.KeyId,
        Tenant = opened.Tenant,
        Model = opened.Model,
        Provider = null,
        ProviderModel = null,
        Ending = Ending.Finished,
        Status = 200,
        Usage = new TokenUsage { Input = used, Output = 0 },
        UsageSource = UsageSource.Provider,
        OutputAssumed = false,
        Cost = null,
    };

    private bool Fits(long tokens)
    {
        if (!_governor.TryReserve(Key, new TokenHold(tokens, 0, OutputAssumed: false)).TryGet(out var reservation, out _))
            return false;

        reservation.Dispose();
        return true;
    }
}
