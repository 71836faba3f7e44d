using BenchmarkDotNet.Attributes;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Money;

namespace FerroGate.Bench;

/// <summary>What admitting and settling a request costs, under no limits and under limits and budgets of every level.</summary>
[MemoryDiagnoser]
public class GovernorBenchmarks
{
    private readonly Claim _claim = new(
        ExchangeId.New(TimeProvider.System),
        new VirtualKey { Id = "key", Hash = KeyHash.Of("key"), Tenant = new Tenant("org", "team", "project", "user") },
        "model",
        new TokenHold(1_000, 1_000, false))
    {
        Prices = [new ModelPrice(1, 2), new ModelPrice(3, 4)],
    };

    private readonly Governor _governor = new(TimeProvider.System);

    [Params(false, true)]
    public bool Limited { get; set; }

    [GlobalSetup]
    public void Prepare() => _governor.Change(Limited ? Rules : QuotaRules.None).Apply();

    [Benchmark]
    public async Task AdmitAndSettle()
    {
        if ((await _governor.ReserveAsync(_claim, TimeSpan.Zero, CancellationToken.None)).TryGet(out var reservation, out _))
            reservation.Settle(500, 1_000);
    }

    private static QuotaRules Rules => new()
    {
        Limits =
        [
            .. Enum.GetValues<LimitLevel>().Select(level => new Limit
            {
                Name = $"limit-{level}",
                RequestsPerMinute = long.MaxValue - 1,
                TokensPerMinute = long.MaxValue - 1,
                ConcurrentRequests = 1_000,
                Scope = new QuotaScope { Per = level },
            }),
        ],
        Budgets =
        [
            .. Enum.GetValues<LimitLevel>().Select(level => new Budget
            {
                Name = $"budget-{level}",
                Unit = BudgetUnit.NanoUsd,
                Amount = long.MaxValue,
                Period = PeriodKind.Month,
                Scope = new QuotaScope { Per = level },
            }),
        ],
    };
}
