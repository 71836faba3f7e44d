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

    private static ModelPrice Price(string input, string output) => new(decimal.Parse(input, null), decimal.Parse(output, null));

    private static TokenUsage Usage(long? input, long? output) => new() { Input = input, Output = output };
}
