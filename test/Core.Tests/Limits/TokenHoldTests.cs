using System.Numerics;
using CsCheck;
using FerroGate.Core.Limits;

namespace FerroGate.Core.Tests.Limits;

/// <summary>The most that an exchange may use, for any numbers that a request can hold.</summary>
public sealed class TokenHoldTests
{
    private static readonly Gen<long> Tokens =
        Gen.OneOf(Gen.Long[0, 1_000_000], Gen.Long[0, long.MaxValue], Gen.Long[long.MaxValue - 1, long.MaxValue]);

    [Theory]
    [InlineData(100, 50L, 1, 50, false)]
    [InlineData(100, 50L, 3, 150, false)]
    [InlineData(100, 0L, 1, 0, false)]
    [InlineData(100, null, 1, TokenHold.AssumedOutput, true)]
    [InlineData(100, null, 2, 2 * TokenHold.AssumedOutput, true)]
    public void The_output_is_bounded_for_all_choices(long input, long? perChoice, long choices, long output, bool isAssumed)
    {
        var hold = TokenHold.For(input, perChoice, choices);

        Assert.Equal(new TokenHold(input, output, isAssumed), hold);
        Assert.Equal(input + output, hold.Total);
    }

    [Theory]
    [InlineData(1_000, 1, 400L, 500)]
    [InlineData(1_000, 1, 900L, 400)]
    [InlineData(1_000, 2, 100L, 899)]
    [InlineData(110, 2, 5L, 4)]
    public void What_may_be_cut_down_fits_or_is_refused(long left, long choices, long least, long perChoice)
    {
        var hold = TokenHold.For(100, perChoice, choices) with { Choices = choices, LeastPerChoice = least };

        var fitting = hold.Within(left);

        var most = Math.Min(perChoice, (left - 100) / choices);
        Assert.Equal(most >= Math.Min(least, perChoice) ? most : null, fitting?.PerChoice);
        Assert.True(fitting is null || fitting.Total <= left);
    }

    [Fact]
    public void What_may_not_be_cut_down_fits_as_a_whole_or_not_at_all()
    {
        var hold = TokenHold.For(100, 50, 1);

        Assert.Same(hold, hold.Within(150));
        Assert.Null(hold.Within(149));
    }

    [Fact]
    public void No_request_can_make_the_total_overflow() =>
        Gen.Select(Tokens, Tokens, Tokens).Sample((input, perChoice, choices) =>
        {
            var total = TokenHold.For(input, perChoice, choices).Total;
            var exact = input + ((BigInteger)perChoice * choices);

            // Exact where the numbers are sane, and beyond any budget where they are not.
            if (exact < long.MaxValue / 8)
                Assert.Equal(exact, total);
            else
                Assert.True(total >= long.MaxValue / 8);
            Assert.True(total <= exact && total <= long.MaxValue / 4, "four such holds may be added");
        });
}
