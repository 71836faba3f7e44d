using CsCheck;
using FerroGate.Core.Aggregates;

namespace FerroGate.Core.Tests.Aggregates;

/// <summary>Lengths of time as hours, days and months.</summary>
public sealed class UsageSpansTests
{
    private static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_time_is_covered_without_a_gap_by_whole_spans_none_of_which_could_be_a_longer_one() =>
        Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, 30_000], Gen.Enum<UsageSpan>()).Sample((first, second, longest) =>
        {
            var (from, until) = (Start.AddHours(Math.Min(first, second)), Start.AddHours(Math.Max(first, second)));
            var runs = UsageSpans.Cover(from, until, longest).ToList();

            var at = from;
            foreach (var run in runs)
            {
                Assert.Equal(at, run.From);
                Assert.True(run.From < run.Until && run.Span <= longest);
                Assert.Equal((run.From, run.Until), (run.Span.StartOf(run.From), run.Span.StartOf(run.Until)));
                at = run.Until;
            }

            Assert.Equal(until, at);
            Assert.InRange(runs.Count, 0, 5);
            if (longest == UsageSpan.Month)
                Assert.All(runs, run => Assert.True(run.Span == UsageSpan.Month || run.Until - run.From < (run.Span == UsageSpan.Day ? TimeSpan.FromDays(62) : TimeSpan.FromDays(2))));
        });

    [Fact]
    public void All_of_time_is_months() =>
        Assert.Equal(
            [new UsageRun(UsageSpan.Month, DateTimeOffset.UnixEpoch, UsageSpans.Last)],
            UsageSpans.Cover(DateTimeOffset.UnixEpoch, UsageSpans.Last, UsageSpan.Month));

    [Fact]
    public void A_span_begins_in_utc_whatever_the_offset() =>
        Assert.Equal(
            ["2024-02-29T23:00:00", "2024-02-29T00:00:00", "2024-02-01T00:00:00"],
            Enum.GetValues<UsageSpan>().Select(span => span.StartOf(new DateTimeOffset(2024, 3, 1, 0, 59, 59, TimeSpan.FromHours(1))).ToString("s")));
}
