namespace FerroGate.Core.Aggregates;

/// <summary>Where spans begin, and which of them a length of time is made of.</summary>
public static class UsageSpans
{
    /// <summary>Behind this no usage is asked for, so that the calendar does not end within a question.</summary>
    public static DateTimeOffset Last { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The first moment of the span that a moment is in.</summary>
    public static DateTimeOffset StartOf(this UsageSpan span, DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return new DateTimeOffset(
            span switch
            {
                UsageSpan.Month => new DateTime(utc.Year, utc.Month, 1),
                UsageSpan.Day => utc.Date,
                _ => utc.Date.AddHours(utc.Hour),
            },
            TimeSpan.Zero);
    }

    /// <summary>
    /// The fewest runs of whole spans that are exactly the time from one hour to another: hours until the first day begins, days
    /// until the first month does, months, and days and hours again. None is longer than <paramref name="longest"/>.
    /// </summary>
    public static IEnumerable<UsageRun> Cover(DateTimeOffset from, DateTimeOffset until, UsageSpan longest)
    {
        if (from >= until)
            return [];
        if (longest == UsageSpan.Hour)
            return [new UsageRun(UsageSpan.Hour, from, until)];

        var (first, last) = (longest.FirstFrom(from), longest.StartOf(until));
        return first >= last
            ? Cover(from, until, longest - 1)
            : [.. Cover(from, first, longest - 1), new UsageRun(longest, first, last), .. Cover(last, until, longest - 1)];
    }

    private static DateTimeOffset FirstFrom(this UsageSpan span, DateTimeOffset moment)
    {
        var start = span.StartOf(moment);
        if (start == moment)
            return start;
        return span == UsageSpan.Month ? start.AddMonths(1) : start.AddDays(1);
    }
}
