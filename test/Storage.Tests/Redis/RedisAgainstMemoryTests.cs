using System.Collections.Frozen;
using CsCheck;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Core.Refusals;

namespace FerroGate.Storage.Tests.Redis;

/// <summary>Whatever is asked in whatever order, whoever counts in Redis is told to the letter what whoever counts in the memory is told.</summary>
public sealed class RedisAgainstMemoryTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private static readonly VirtualKey[] Keys =
    [
        Key("a", 300, 5, new Tenant("acme", "dev", null, null)),
        Key("b", null, null, new Tenant("acme", "ops", null, null)),
        Key("c", 500, null, new Tenant(null, null, null, "cleo")),
    ];

    private static readonly Gen<Budget> AnyBudget =
        from name in Gen.Int[0, 2]
        from unit in Gen.Enum<BudgetUnit>()
        from amount in Gen.Int[1, 600]
        from period in Gen.Enum<PeriodKind>()
        from per in Gen.Enum<LimitLevel>()
        from perModel in Gen.Bool
        from models in Gen.Bool
        from end in Gen.Enum<BudgetEnd>()
        select new Budget
        {
            Name = $"budget-{name}",
            Unit = unit,
            Amount = unit == BudgetUnit.Tokens ? amount : amount * 1_000_000L,
            Period = period,
            AtEnd = end,
            Scope = new QuotaScope { Per = per, PerModel = perModel, Models = models ? FrozenSet.Create("m1") : null },
        };

    private static readonly Gen<Limit> AnyLimit =
        from name in Gen.Int[0, 1]
        from requests in Gen.Int[1, 6].Nullable()
        from tokens in Gen.Int[50, 500].Nullable()
        from running in Gen.Int[1, 4].Nullable()
        from per in Gen.Enum<LimitLevel>()
        select new Limit { Name = $"limit-{name}", RequestsPerMinute = requests, TokensPerMinute = tokens, ConcurrentRequests = running, Scope = new QuotaScope { Per = per } };

    private static readonly Gen<QuotaRules> AnyRules =
        from limits in AnyLimit.Array[0, 2]
        from budgets in AnyBudget.Array[0, 3]
        select new QuotaRules { Limits = [.. limits.DistinctBy(limit => limit.Name)], Budgets = [.. budgets.DistinctBy(budget => budget.Name)] };

    private static readonly Gen<(int What, int Key, int Model, int Input, int Output, int Which)[]> Steps =
        Gen.Select(Gen.Int[0, 11], Gen.Int[0, 2], Gen.Int[0, 1], Gen.Int[0, 150], Gen.Int[0, 150], Gen.Int[0, 50]).Array[1, 60];

    [Fact]
    public Task Both_say_the_same() => Gen.Select(AnyRules, Steps).SampleAsync(
        async (rules, steps) =>
        {
            await using var twins = await Twins.StartAsync(redis, rules);
            foreach (var (what, key, model, input, output, which) in steps)
            {
                switch (what)
                {
                    case <= 4:
                        // Some may be cut down, and some may go to a dear target.
                        var hold = new TokenHold(input, output, false) { LeastPerChoice = which % 2 == 0 ? Math.Min(output, 10) : null };
                        await twins.AskAsync(Keys[key], $"m{model}", hold, which % 3 == 0 ? [Twins.Cheap, Twins.Dear] : [Twins.Cheap]);
                        break;
                    case <= 6:
                        await twins.SettleAsync(which, input + output, Twins.Cheap.CeilingOf(input, output).Value);
                        break;
                    case 7:
                        twins.GiveBack(which);
                        break;
                    case 8:
                        await twins.ExtendAsync(which, input, Twins.Cheap.CeilingOf(input, 0).Value);
                        break;
                    case 9:
                        await twins.PassAsync(TimeSpan.FromSeconds(which));
                        await twins.HoldAgainAsync();
                        break;
                    case 10:
                        await twins.PassAsync(which < 25 ? TimeSpan.FromSeconds(61) : TimeSpan.FromDays(1));
                        await twins.HoldAgainAsync();
                        break;
                    default:
                        twins.HandOn(which);
                        break;
                }
            }
        },
        iter: 300,
        threads: 1);

    [Theory]
    [InlineData(9_007_199_254_740_993, 9_007_199_254_740_992, 1, 1)]
    [InlineData(long.MaxValue, 1_152_921_504_606_846_974, 1, 1)]
    [InlineData(1_000_000_000_000_001, 1_000_000_000_000_000, 1, 1)]
    [InlineData(2_999_999_999_999_999, 2_000_000_000_000_000, 999_999_999_999_999, 1)]
    public async Task A_token_more_than_there_is_is_refused_however_large_the_budget_is(long amount, long first, long second, long third)
    {
        var rules = new QuotaRules
        {
            Limits = [new Limit { Name = "l", TokensPerMinute = amount }],
            Budgets = [new Budget { Name = "b", Unit = BudgetUnit.Tokens, Amount = amount, Period = PeriodKind.Total }],
        };
        await using var twins = await Twins.StartAsync(redis, rules);

        Assert.Null(await twins.AskAsync(Keys[1], "m", new TokenHold(first, 0, false)));
        Assert.Null(await twins.AskAsync(Keys[1], "m", new TokenHold(second, 0, false)));
        var last = await twins.AskAsync(Keys[1], "m", new TokenHold(third, 0, false));

        Assert.Equal(amount == long.MaxValue ? null : RefusalCodes.RateLimitExceeded, last);
    }

    [Fact]
    public async Task What_is_used_above_the_hold_counts_and_blocks_the_next()
    {
        var rules = new QuotaRules { Budgets = [new Budget { Name = "b", Unit = BudgetUnit.Tokens, Amount = 100, Period = PeriodKind.Total }] };
        await using var twins = await Twins.StartAsync(redis, rules);
        await twins.AskAsync(Keys[1], "m", new TokenHold(50, 0, false));

        await twins.SettleAsync(0, long.MaxValue, long.MaxValue);
        await twins.AskAsync(Keys[1], "m", new TokenHold(0, 0, false));
        await twins.SettleAsync(0, long.MaxValue, long.MaxValue);

        Assert.Equal(RefusalCodes.BudgetExceeded, await twins.AskAsync(Keys[1], "m", new TokenHold(1, 0, false)));
    }

    private static VirtualKey Key(string id, long? budget, int? requests, Tenant tenant) =>
        new() { Id = id, Hash = KeyHash.Of(id), MonthlyTokenBudget = budget, RequestsPerMinute = requests, Tenant = tenant };
}
