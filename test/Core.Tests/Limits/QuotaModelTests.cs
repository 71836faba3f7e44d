using System.Collections.Frozen;
using CsCheck;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Core.Lists;
using FerroGate.Core.Money;
using FerroGate.Core.Refusals;
using FerroGate.Core.Usage;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Core.Tests.Limits;

/// <summary>
/// Budgets and limits of several levels against a model that remembers every exchange and adds up anew each time, while exchanges come
/// and go, days pass, and budgets change in the middle of it.
/// </summary>
public sealed class QuotaModelTests
{
    private static readonly ModelPrice Price = new(1_000, 1_000);

    private static readonly VirtualKey[] Keys =
    [
        Key("a", 300, new Tenant("acme", "dev", null, null)),
        Key("b", null, new Tenant("acme", "ops", null, null)),
        Key("c", 500, new Tenant(null, null, null, "cleo")),
    ];

    private static readonly Gen<Budget> AnyBudget =
        from name in Gen.Int[0, 2]
        from unit in Gen.Enum<BudgetUnit>()
        from amount in Gen.Int[1, 600]
        from period in Gen.Enum<PeriodKind>()
        from per in Gen.Enum<LimitLevel>()
        from perModel in Gen.Bool
        from models in Gen.Bool
        select new Budget
        {
            Name = $"budget-{name}",
            Unit = unit,
            Amount = unit == BudgetUnit.Tokens ? amount : amount * 1_000_000L,
            Period = period,
            Scope = new QuotaScope { Per = per, PerModel = perModel, Models = models ? FrozenSet.Create("m1") : null },
        };

    private static readonly Gen<Limit> AnyLimit =
        from name in Gen.Int[0, 1]
        from requests in Gen.Int[1, 6].Nullable()
        from tokens in Gen.Int[50, 500].Nullable()
        from running in Gen.Int[1, 4].Nullable()
        from per in Gen.Enum<LimitLevel>()
        select new Limit { Name = $"limit-{name}", RequestsPerMinute = requests, TokensPerMinute = tokens, ConcurrentRequests = running, Scope = new QuotaScope { Per = per } };

    private static readonly Gen<Budget[]> AnyBudgets = AnyBudget.Array[0, 3].Select(budgets => budgets.DistinctBy(budget => budget.Name).ToArray());

    private static readonly Gen<Limit[]> AnyLimits = AnyLimit.Array[0, 2].Select(limits => limits.DistinctBy(limit => limit.Name).ToArray());

    private static readonly Gen<(int What, int Key, int Model, int Tokens, int Which, Budget[] Budgets)[]> Steps =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[1, 200], Gen.Int[0, 50], AnyBudgets).Array[1, 80];

    [Fact]
    public void Whatever_comes_in_whatever_order_is_admitted_exactly_when_everything_has_room() => Gen.Select(AnyLimits, Steps).Sample((limits, steps) =>
    {
        var world = new Ledger(limits);
        foreach (var (what, key, model, tokens, which, budgets) in steps)
        {
            switch (what)
            {
                case <= 4:
                    world.Ask(Keys[key], $"m{model}", tokens);
                    break;
                case <= 6:
                    world.Settle(which, tokens);
                    break;
                case 7:
                    world.Dispose(which);
                    break;
                case 8:
                    world.Pass(which);
                    break;
                case 9:
                    world.BeginChange(new QuotaRules { Limits = limits, Budgets = budgets });
                    break;
                case 10:
                    world.ReadPast();
                    break;
                default:
                    world.EndChange();
                    break;
            }
        }
    });

    private static VirtualKey Key(string id, long? budget, Tenant tenant) => new() { Id = id, Hash = KeyHash.Of(id), MonthlyTokenBudget = budget, Tenant = tenant };

    /// <summary>A governor, and beside it a list of everything that was ever admitted.</summary>
    private sealed class Ledger
    {
        private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 22, 0, 0, TimeSpan.Zero));
        private readonly Governor _governor;
        private readonly List<Entry> _all = [];
        private QuotaRules _rules;
        private QuotaChange? _change;
        private bool _isRead;

        public Ledger(Limit[] limits)
        {
            _governor = new Governor(_clock);
            _governor.Use(_rules = new QuotaRules { Limits = limits });
        }

        public void Ask(VirtualKey key, string model, int tokens)
        {
            var claim = new Claim(ExchangeId.New(_clock), key, model, new TokenHold(tokens, 0, false)) { Prices = [Price] };
            var expected = Expected(key, model, tokens);

            var outcome = _governor.TryReserve(claim);

            Assert.Equal(expected, outcome.TryGet(out var reservation, out var refusal) ? null : refusal!.Code);
            if (reservation is not null)
                _all.Add(new Entry(claim, _clock.GetUtcNow(), reservation) { Counted = tokens });
        }

        public void Settle(int which, int tokens)
        {
            if (Running(which) is not { } entry)
                return;
            entry.Reservation.Settle(tokens, CostOf(tokens));
            (entry.IsOpen, entry.Used, entry.Rate) = (false, tokens, tokens);
            entry.More = Math.Max(0, tokens - entry.Counted);
            entry.SettledAt = _clock.GetUtcNow();
        }

        public void Dispose(int which)
        {
            if (Running(which) is not { } entry)
                return;
            entry.Reservation.Dispose();
            entry.Reservation.Dispose();
            (entry.IsOpen, entry.Rate) = (false, 0);
        }

        public void Pass(int which) => _clock.Advance(which switch
        {
            < 20 => TimeSpan.FromSeconds(which),
            < 40 => TimeSpan.FromSeconds(61),
            < 45 => TimeSpan.FromHours(3),
            _ => TimeSpan.FromDays(1),
        });

        public void BeginChange(QuotaRules rules)
        {
            _change?.Forget();
            (_change, _isRead, Next) = (_governor.Change(rules), false, rules);
        }

        private QuotaRules Next { get; set; } = QuotaRules.None;

        // What is settled is in the ledger at once; some of it was settled since the change began, and must not count twice.
        public void ReadPast()
        {
            if (_change is null || _isRead)
                return;
            _isRead = true;
            _change.PrepareAsync(new Past(_all), CancellationToken.None).GetAwaiter().GetResult();
        }

        public void EndChange()
        {
            if (_change is null || !_isRead)
                return;
            _change.Apply();
            (_rules, _change) = (Next, null);
        }

        private Entry? Running(int which) => _all.Where(entry => entry.IsOpen).ToList() is { Count: > 0 } open ? open[which % open.Count] : null;

        private string? Expected(VirtualKey key, string model, int tokens)
        {
            var own = key.MonthlyTokenBudget is { } amount
                ? new Budget { Name = "", Unit = BudgetUnit.Tokens, Amount = amount, Period = PeriodKind.Month, Scope = new QuotaScope { Per = LimitLevel.Key } }
                : null;
            Budget[] budgets = [.. own is null ? [] : (Budget[])[own], .. _rules.Budgets];
            var limits = _rules.Limits.Where(limit => limit.Scope.AccountOf(key.Id, key.Tenant, model) is not null).ToList();
            foreach (var budget in budgets)
            {
                if (Spent(budget, key, model) is { } spent && spent.Committed + Need(budget, tokens) > budget.Amount)
                    return budget == own ? RefusalCodes.TokenBudgetExceeded : RefusalCodes.BudgetExceeded;
            }

            foreach (var limit in limits)
            {
                var window = _all.Where(entry => entry.Second > Now - 60 && SameAccount(limit.Scope, entry, key, model)).ToList();
                if (window.Count >= limit.RequestsPerMinute)
                    return RefusalCodes.RateLimitExceeded;
                var late = _all.Where(entry => entry.More > 0 && entry.SettledSecond > Now - 60 && SameAccount(limit.Scope, entry, key, model)).Sum(entry => entry.More);
                if (late + window.Sum(entry => entry.InSecond) + tokens > limit.TokensPerMinute)
                    return RefusalCodes.RateLimitExceeded;
            }

            if (limits.Any(limit => _all.Count(entry => entry.IsOpen && SameAccount(limit.Scope, entry, key, model)) >= limit.ConcurrentRequests))
                return RefusalCodes.ConcurrencyLimitExceeded;

            return budgets.Any(budget => Spent(budget, key, model) is { } spent && spent.Committed + spent.Held + Need(budget, tokens) > budget.Amount)
                ? RefusalCodes.BudgetHeld
                : null;
        }

        private long Now => _clock.GetUtcNow().ToUnixTimeSeconds();

        private (Int128 Committed, Int128 Held)? Spent(Budget budget, VirtualKey key, string model)
        {
            if (budget.Scope.AccountOf(key.Id, key.Tenant, model) is null)
                return null;

            var period = Period.Of(budget.Period, _clock.GetUtcNow());
            var counted = _all.Where(entry => Period.Of(budget.Period, entry.At) == period && SameAccount(budget.Scope, entry, key, model)).ToList();
            return (
                counted.Where(entry => !entry.IsOpen).Aggregate(Int128.Zero, (sum, entry) => sum + Need(budget, entry.Used)),
                counted.Where(entry => entry.IsOpen).Aggregate(Int128.Zero, (sum, entry) => sum + Need(budget, entry.Counted)));
        }

        private static bool SameAccount(QuotaScope scope, Entry entry, VirtualKey key, string model) =>
            scope.AccountOf(entry.Claim.Key.Id, entry.Claim.Key.Tenant, entry.Claim.Model) is { } account && account == scope.AccountOf(key.Id, key.Tenant, model);

        private static Int128 Need(Budget budget, int tokens) => budget.Unit == BudgetUnit.Tokens ? tokens : CostOf(tokens);

        private static Int128 CostOf(int tokens) => Price.CeilingOf(tokens, 0).Value;
    }

    private sealed class Entry(Claim claim, DateTimeOffset at, Reservation reservation)
    {
        public Claim Claim => claim;

        public DateTimeOffset At => at;

        public Reservation Reservation => reservation;

        public long Second => at.ToUnixTimeSeconds();

        public bool IsOpen { get; set; } = true;

        public int Used { get; set; }

        public required int Counted { get; init; }

        // Tokens that count in the second of the request; null while all that is held do.
        public int? Rate { get; set; }

        public int InSecond => Math.Min(Rate ?? Counted, Counted);

        // Tokens above the hold count when they are known.
        public int More { get; set; }

        public DateTimeOffset SettledAt { get; set; }

        public long SettledSecond => SettledAt.ToUnixTimeSeconds();
    }

    private sealed class Past(IReadOnlyList<Entry> entries) : IUsageAggregates
    {
        public Task<Page<UsageGroup>> SumsAsync(UsageQuery query, CancellationToken cancellation) => throw new NotSupportedException();

        public Task ReadPastAsync(
            IReadOnlyList<PastRange> ranges, Action<PastUsage> usage, Func<IReadOnlyCollection<ExchangeId>> exchanges, Action<LedgerEntry> entry, CancellationToken cancellation)
        {
            var settled = entries.Where(one => !one.IsOpen).ToList();
            foreach (var (range, one) in from range in ranges from one in settled select (range, one))
            {
                var start = DateOnly.FromDateTime(range.Span.StartOf(one.At).UtcDateTime);
                var subject = range.Rollup.Of(new UsageSubject(one.Claim.Key.Tenant, one.Claim.Key.Id, one.Claim.Model, null, null));
                if (start >= range.From)
                    usage(new PastUsage(range, start, subject, one.Used, Price.CeilingOf(one.Used, 0)));
            }

            foreach (var one in settled.Where(one => exchanges().Contains(one.Claim.Exchange)))
                entry(EntryOf(one));
            return Task.CompletedTask;
        }

        private static LedgerEntry EntryOf(Entry entry) => new()
        {
            ExchangeId = entry.Claim.Exchange,
            ReservedAt = entry.At,
            SettledAt = entry.SettledAt,
            KeyId = entry.Claim.Key.Id,
            Tenant = entry.Claim.Key.Tenant,
            Model = entry.Claim.Model,
            Provider = null,
            ProviderModel = null,
            Ending = Ending.Finished,
            Status = 200,
            Usage = new TokenUsage { Input = entry.Used, Output = 0 },
            UsageSource = UsageSource.Provider,
            OutputAssumed = false,
            Cost = Price.CeilingOf(entry.Used, 0),
        };
    }
}
