namespace FerroGate.Storage;

/// <summary>The form in which moments and spans of time are written to disk: whole microseconds, moments in UTC.</summary>
internal static class UnixMicroseconds
{
    public static long Of(DateTimeOffset moment) => (moment.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset ToMoment(long microseconds) =>
        new(DateTime.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static long Of(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;

    public static TimeSpan ToSpan(long microseconds) => new(microseconds * TimeSpan.TicksPerMicrosecond);
}
