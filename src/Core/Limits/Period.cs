using System.Globalization;

namespace FerroGate.Core.Limits;

/// <summary>A calendar day, week or month in UTC, or all time.</summary>
/// <param name="Kind">How long it is.</param>
/// <param name="Start">Its first day.</param>
public readonly record struct Period(PeriodKind Kind, DateOnly Start)
{
    public static Period Of(PeriodKind kind, DateTimeOffset moment) => Of(kind, DateOnly.FromDateTime(moment.UtcDateTime));

    public static Period Of(PeriodKind kind, DateOnly day) => new(kind, kind switch
    {
        PeriodKind.Day => day,

        // Monday is the first day of a week (ISO 8601).
        PeriodKind.Week => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        PeriodKind.Month => new DateOnly(day.Year, day.Month, 1),
        _ => DateOnly.MinValue,
    });

    /// <summary>When the next one begins; <c>null</c> is never.</summary>
    public DateTimeOffset? End => Kind switch
    {
        PeriodKind.Day => At(Start.AddDays(1)),
        PeriodKind.Week => At(Start.AddDays(7)),
        PeriodKind.Month => At(Start.AddMonths(1)),
        _ => null,
    };

    /// <summary>As messages and lists say it: <c>2026-11-28</c>, <c>the week of 2026-11-23</c>, <c>2026-11</c>, <c>total</c>.</summary>
    public override string ToString() => Kind switch
    {
        PeriodKind.Day => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        PeriodKind.Week => $"the week of {Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
        PeriodKind.Month => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        _ => "total",
    };

    private static DateTimeOffset At(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
