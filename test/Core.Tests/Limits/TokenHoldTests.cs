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
