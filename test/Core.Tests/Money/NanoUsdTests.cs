using CsCheck;
using FerroGate.Core.Money;

namespace FerroGate.Core.Tests.Money;

/// <summary>Money in whole billionths of a dollar.</summary>
public sealed class NanoUsdTests
{
    [Theory]
    [InlineData(0, "$0")]
    [InlineData(1, "$0.000000001")]
    [InlineData(1_000_000_000, "$1")]
    [InlineData(12_340_000_000, "$12.34")]
    [InlineData(long.MaxValue, "$9223372036.854775807")]
    public void It_is_written_in_dollars_with_every_digit(long value, string text) =>
        Assert.Equal(text, new NanoUsd(value).ToString());

    [Fact]
    public void Sums_are_exact() => Gen.Long[0, long.MaxValue / 2].Select(Gen.Long[0, long.MaxValue / 2]).Sample((left, right) =>
        Assert.Equal(left + right, (new NanoUsd(left) + new NanoUsd(right)).Value));

    [Fact]
    public void A_sum_that_does_not_fit_is_an_error_and_never_a_wrong_amount() =>
        Assert.Throws<OverflowException>(() => new NanoUsd(long.MaxValue) + new NanoUsd(1));
}
