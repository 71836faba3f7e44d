using CsCheck;
using FerroGate.Core.Routing;

namespace FerroGate.Core.Tests.Routing;

/// <summary>What a model was seen to make of text, and what that says of the next request.</summary>
public sealed class SeenTokensTests
{
    private const int Enough = 20;

    [Fact]
    public void No_bound_is_ever_more_than_that_of_a_model_that_nobody_has_seen() =>
        Gen.Select(Gen.Select(Gen.Long[0, 100_000], Gen.Long[0, 1_000_000]).Array[0, 60], Gen.Long[0, 10_000_000]).Sample((answers, bound) =>
        {
            var seen = new SeenTokens();
            foreach (var (most, reported) in answers)
                seen.SawInput(most / 4, most, reported);

            Assert.InRange(seen.Bound(bound), 0, bound);
        });

    [Fact]
    public void A_bound_is_above_every_text_like_those_that_were_seen() =>
        Gen.Select(Gen.Long[1, 100_000], Gen.Int[1, 100]).Select((bound, percent) => (bound, reported: bound * percent / 100)).Array[Enough, 60].Sample(answers =>
        {
            var seen = new SeenTokens();
            foreach (var (bound, reported) in answers)
                seen.SawInput(bound / 4, bound, reported);

            Assert.All(answers, answer => Assert.True(seen.Bound(answer.bound) >= answer.reported));
        });

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(Enough - 1, 1_000)]
    [InlineData(Enough, 275)]
    public void The_highest_that_was_seen_and_a_tenth_bounds_once_there_were_enough_answers(int answers, long bound)
    {
        var seen = new SeenTokens();
        for (var i = 0; i < answers; i++)
            seen.SawInput(100, bound: 1_000, reported: i == 3 ? 250 : 100);

        Assert.Equal(bound, seen.Bound(1_000));
    }

    [Fact]
    public void What_a_provider_adds_by_itself_says_nothing_of_text()
    {
        var seen = new SeenTokens();
        seen.SawInput(100, bound: 1_000, reported: 50_000);
        for (var i = 0; i < Enough; i++)
            seen.SawInput(100, bound: 1_000, reported: 250);

        Assert.Equal(275, seen.Bound(1_000));
    }

    [Theory]
    [InlineData(150, 1.5)]
    [InlineData(50, 0.5)]
    [InlineData(100_000, 4)]
    [InlineData(1, 0.25)]
    public void What_is_expected_comes_to_what_is_reported_within_a_factor_of_four(long reported, double factor)
    {
        var seen = new SeenTokens();
        for (var i = 0; i < 200; i++)
        {
            seen.SawInput(100, 1_000, reported);
            seen.SawOutput(100, reported);
        }

        Assert.Equal((factor, factor), (Math.Round(seen.InputFactor, 3), Math.Round(seen.OutputFactor, 3)));
    }

    [Fact]
    public void One_answer_moves_what_is_expected_by_a_tenth_of_the_way_and_a_short_one_not_at_all()
    {
        var seen = new SeenTokens();
        seen.SawInput(100, 1_000, 200);
        seen.SawOutput(15, 60);
        seen.SawOutput(100, 0);

        Assert.Equal((1.1, 1), (Math.Round(seen.InputFactor, 3), seen.OutputFactor));
    }
}
