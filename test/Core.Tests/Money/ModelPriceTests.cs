using System.Numerics;
using CsCheck;
using FerroGate.Core.Money;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Tests.Money;

/// <summary>What an exchange costs: exact, and rounded up once.</summary>
public sealed class ModelPriceTests
{
    private const int Scale = 9;

    [Theory]
    [InlineData("2.50", "10", 1_000_000, 0, 2_500_000_000)]
    [InlineData("2.50", "10", 0, 1_000_000, 10_000_000_000)]
    [InlineData("2.50", "10", 1, 1, 12_500)]
    [InlineData("0", "0", 1_000, 1_000, 0)]
    [InlineData("0.0001", "0", 1, 0, 1)]
    [InlineData("0.0001", "0.0001", 5, 5, 1)]
    [InlineData("0.0001", "0.0001", 5, 6, 2)]
    [InlineData("0.000000001", "0", 1, 0, 1)]
    [InlineData("9999", "9999", 500_000_000_000, 0, 4_999_500_000_000_000_000)]
    public void The_cost_in_nano_dollars_is_rounded_up_once(string perInput, string perOutput, long input, long output, long cost) =>
        Assert.Equal(new NanoUsd(cost), Price(perInput, perOutput).CostOf(Usage(input, output)));

    [Fact]
    public void The_cost_equals_exact_arithmetic() =>
        Gen.Select(Gen.Long[0, 10_000_000_000_000], Gen.Long[0, 10_000_000_000_000], Gen.Long[0, 100_000_000], Gen.Long[0, 100_000_000])
            .Sample((inputPrice, outputPrice, input, output) =>
            {
                var price = new ModelPrice(new decimal(inputPrice) / 1_000_000_000m, new decimal(outputPrice) / 1_000_000_000m);
                var exact = (((BigInteger)input * inputPrice) + ((BigInteger)output * outputPrice)) * 1_000;
                var cost = BigInteger.DivRem(exact, BigInteger.Pow(10, Scale), out var rest) + (rest.IsZero ? 0 : 1);

                Assert.Equal(new NanoUsd((long)cost), price.CostOf(Usage(input, output)));
            });

    [Fact]
    public void An_unknown_counter_makes_the_cost_unknown_and_not_zero()
    {
        Assert.Null(Price("1", "1").CostOf(Usage(null, 1)));
        Assert.Null(Price("1", "1").CostOf(Usage(1, null)));
        Assert.Null(Price("0", "0").CostOf(TokenUsage.Unknown));
    }

    // The entry must be written whatever a provider reports.
    [Theory]
    [InlineData("1", long.MaxValue)]
    [InlineData("10000", 1_000_000_000_000_000)]
    [InlineData("79228162514264337593543950335", long.MaxValue)]
    public void A_cost_beyond_all_money_is_unknown_and_no_exception(string price, long tokens) =>
        Assert.Null(Price(price, price).CostOf(Usage(tokens, tokens)));

    [Theory]
    [InlineData(nameof(TokenUsage.CachedInput), 1_000, 500_000)]
    [InlineData(nameof(TokenUsage.CacheWrite5m), 1_000, 4_000_000)]
    [InlineData(nameof(TokenUsage.CacheWrite1h), 1_000, 6_000_000)]
    [InlineData(nameof(TokenUsage.AudioInput), 1_000, 8_000_000)]
    [InlineData(nameof(TokenUsage.ImageInput), 1_000, 9_000_000)]
    [InlineData(nameof(TokenUsage.Reasoning), 1_000, 20_000_000)]
    [InlineData(nameof(TokenUsage.AudioOutput), 1_000, 30_000_000)]
    public void Each_kind_of_token_has_its_own_rate(string kind, long tokens, long cost) =>
        Assert.Equal(new NanoUsd(cost), new ModelPrice(AllRates).CostOf(AllOf(kind, tokens)));

    [Theory]
    [InlineData(nameof(TokenUsage.CachedInput), 3_000_000)]
    [InlineData(nameof(TokenUsage.CacheWrite5m), 3_000_000)]
    [InlineData(nameof(TokenUsage.CacheWrite1h), 3_000_000)]
    [InlineData(nameof(TokenUsage.AudioInput), 3_000_000)]
    [InlineData(nameof(TokenUsage.ImageInput), 3_000_000)]
    [InlineData(nameof(TokenUsage.Reasoning), 15_000_000)]
    [InlineData(nameof(TokenUsage.AudioOutput), 15_000_000)]
    public void A_kind_without_a_rate_is_charged_as_what_it_is_a_part_of(string kind, long cost) =>
        Assert.Equal(new NanoUsd(cost), Price("3", "15").CostOf(AllOf(kind, 1_000)));

    [Fact]
    public void A_write_for_an_hour_without_a_rate_is_charged_as_a_write() =>
        Assert.Equal(
            new NanoUsd(4_000_000),
            new ModelPrice(AllRates with { CacheWrite1h = null }).CostOf(AllOf(nameof(TokenUsage.CacheWrite1h), 1_000)));

    // Audio that was read from a cache is counted as both, and some providers count badly.
    [Theory]
    [InlineData(100, 80, 100, 80 * 500 + 20 * 8_000)]
    [InlineData(100, 100, 100, 100 * 500)]
    [InlineData(100, 1_000, 1_000, 100 * 500)]
    [InlineData(100, -50, 30, 70 * 3_000 + 30 * 8_000)]
    public void No_token_is_charged_twice(long input, long cached, long audio, long cost) =>
        Assert.Equal(
            new NanoUsd(cost),
            new ModelPrice(AllRates).CostOf(new TokenUsage { Input = input, CachedInput = cached, AudioInput = audio, Output = 0 }));

    [Theory]
    [InlineData(200_000, 200_000 * 3_000L + 15_000)]
    [InlineData(200_001, 200_001 * 6_000L + 22_500)]
    [InlineData(500_000, 500_000 * 6_000L + 22_500)]
    [InlineData(500_001, 500_001 * 1_000L + 2_000)]
    public void A_long_input_is_charged_at_the_rates_of_its_tier_as_a_whole(long input, long cost) =>
        Assert.Equal(new NanoUsd(cost), Tiered.CostOf(Usage(input, 1)));

    [Fact]
    public void A_request_has_a_price_of_its_own_unless_it_used_nothing()
    {
        var price = Price("1", "1") with { PerRequest = 0.005m };

        Assert.Equal(new NanoUsd(5_001_000), price.CostOf(Usage(1, 0)));
        Assert.Equal(NanoUsd.Zero, price.CostOf(Usage(0, 0)));
    }

    [Theory]
    [InlineData(100, 10, 100 * 3_000L + 10 * 15_000L)]
    [InlineData(200_001, 10, 200_001 * 6_000L + 10 * 22_500L)]
    [InlineData(900_000, 10, 900_000 * 6_000L + 10 * 22_500L)]
    [InlineData(-1, -1, 0)]
    [InlineData(long.MaxValue, long.MaxValue, long.MaxValue)]
    public void The_ceiling_is_that_of_the_dearest_tier_that_can_be_reached(long input, long output, long ceiling) =>
        Assert.Equal(new NanoUsd(ceiling), Tiered.CeilingOf(input, output));

    [Fact]
    public void The_ceiling_takes_every_token_as_the_dearest_kind_and_the_price_of_the_request() =>
        Assert.Equal(
            new NanoUsd(1_000_000_000 + 10 * 9_000 + 10 * 30_000),
            (new ModelPrice(AllRates) with { PerRequest = 1 }).CeilingOf(10, 10));

    [Fact]
    public void No_usage_costs_more_than_the_ceiling_of_its_bounds() =>
        Gen.Select(Prices, Usages, Gen.Long[0, 1_000_000], Gen.Long[0, 1_000_000]).Sample((price, usage, moreInput, moreOutput) =>
        {
            var ceiling = price.CeilingOf(Math.Max(0, usage.Input!.Value) + moreInput, Math.Max(0, usage.Output!.Value) + moreOutput);

            Assert.True(price.CostOf(usage) is not { } cost || cost.Value <= ceiling.Value, $"{price} {usage}");
        });

    // A reference of another make: tokens are taken one kind after the other from exact fractions.
    [Fact]
    public void A_million_costs_equal_exact_arithmetic() =>
        Gen.Select(Prices, Usages).Sample((price, usage) => Assert.Equal(ExactCostOf(price, usage), price.CostOf(usage)?.Value), iter: 1_000_000);

    private static readonly TokenRates AllRates = new(3, 15)
    {
        CachedInput = 0.5m,
        CacheWrite = 4,
        CacheWrite1h = 6,
        AudioInput = 8,
        ImageInput = 9,
        Reasoning = 20,
        AudioOutput = 30,
    };

    private static readonly ModelPrice Tiered = Price("3", "15") with
    {
        Tiers = [new RateTier(200_000, new TokenRates(6, 22.5m)), new RateTier(500_000, new TokenRates(1, 2))],
    };

    private static readonly Gen<decimal> Rate = Gen.Long[0, 100_000_000_000].Select(nanos => nanos / 1_000_000_000m);

    private static readonly Gen<decimal?> RateOrNone = Gen.OneOf(Gen.Const((decimal?)null), Rate.Select(rate => (decimal?)rate));

    private static readonly Gen<TokenRates> Rates =
        Gen.Select(Rate, Rate, RateOrNone.Array[7]).Select((input, output, others) => new TokenRates(input, output)
        {
            CachedInput = others[0],
            CacheWrite = others[1],
            CacheWrite1h = others[2],
            AudioInput = others[3],
            ImageInput = others[4],
            Reasoning = others[5],
            AudioOutput = others[6],
        });

    private static readonly Gen<ModelPrice> Prices =
        Gen.Select(Rates, Rate, Gen.Select(Gen.Long[0, 1_000_000], Rates).Array[0, 3]).Select((rates, perRequest, tiers) => new ModelPrice(rates)
        {
            PerRequest = perRequest,
            Tiers = [.. tiers.OrderBy(tier => tier.Item1).Select(tier => new RateTier(tier.Item1, tier.Item2))],
        });

    private static readonly Gen<long?> Part = Gen.OneOf(Gen.Const((long?)null), Gen.Long[-10, 2_000_000].Select(tokens => (long?)tokens));

    private static readonly Gen<TokenUsage> Usages =
        Gen.Select(Gen.Long[0, 2_000_000], Gen.Long[0, 200_000], Part.Array[7]).Select((input, output, parts) => new TokenUsage
        {
            Input = input,
            Output = output,
            CachedInput = parts[0],
            CacheWrite5m = parts[1],
            CacheWrite1h = parts[2],
            AudioInput = parts[3],
            ImageInput = parts[4],
            Reasoning = parts[5],
            AudioOutput = parts[6],
        });

    private static long ExactCostOf(ModelPrice price, TokenUsage usage)
    {
        if (usage is { Input: 0, Output: 0 })
            return 0;

        var rates = price.Tiers.LastOrDefault(tier => tier.Above < usage.Input)?.Rates ?? price.Rates;
        var exact = Of(
                usage.Input!.Value,
                rates.Input,
                (usage.CachedInput, rates.CachedInput),
                (usage.CacheWrite1h, rates.CacheWrite1h ?? rates.CacheWrite),
                (usage.CacheWrite5m, rates.CacheWrite),
                (usage.AudioInput, rates.AudioInput),
                (usage.ImageInput, rates.ImageInput))
            + Of(usage.Output!.Value, rates.Output, (usage.AudioOutput, rates.AudioOutput), (usage.Reasoning, rates.Reasoning))
            + new BigInteger(price.PerRequest * 1_000_000_000m) * 1_000_000;
        return (long)((exact + 999_999) / 1_000_000);

        // In millionths of a nano-dollar.
        static BigInteger Of(long all, decimal rate, params (long? Tokens, decimal? Rate)[] parts)
        {
            BigInteger sum = 0;
            foreach (var part in parts)
            {
                var tokens = Math.Min(all, Math.Max(part.Tokens ?? 0, 0));
                all -= tokens;
                sum += tokens * new BigInteger((part.Rate ?? rate) * 1_000_000_000m);
            }

            return sum + all * new BigInteger(rate * 1_000_000_000m);
        }
    }

    private static TokenUsage AllOf(string kind, long tokens) => kind switch
    {
        nameof(TokenUsage.CachedInput) => new() { Input = tokens, CachedInput = tokens, Output = 0 },
        nameof(TokenUsage.CacheWrite5m) => new() { Input = tokens, CacheWrite5m = tokens, Output = 0 },
        nameof(TokenUsage.CacheWrite1h) => new() { Input = tokens, CacheWrite1h = tokens, Output = 0 },
        nameof(TokenUsage.AudioInput) => new() { Input = tokens, AudioInput = tokens, Output = 0 },
        nameof(TokenUsage.ImageInput) => new() { Input = tokens, ImageInput = tokens, Output = 0 },
        nameof(TokenUsage.Reasoning) => new() { Input = 0, Output = tokens, Reasoning = tokens },
        _ => new() { Input = 0, Output = tokens, AudioOutput = tokens },
    };

    private static ModelPrice Price(string input, string output) => new(decimal.Parse(input, null), decimal.Parse(output, null));

    private static TokenUsage Usage(long? input, long? output) => new() { Input = input, Output = output };
}
