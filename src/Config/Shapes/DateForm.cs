using System.Globalization;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>A day, or a moment of it, in UTC where nothing else is said.</summary>
internal static class DateForm
{
    private const string Day = "yyyy-MM-dd";
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string[] Formats = [Day, "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd' 'HH:mmK", "yyyy-MM-dd' 'HH:mm:ssK"];

    public static ValueForm<DateTimeOffset> Value { get; } = new()
    {
        Name = "date",
        Wanted = "a date such as 2026-01-31",
        Kinds = [ValueKind.String, ValueKind.DateTime],
        Read = (reader, value) => DateTimeOffset.TryParseExact(
                value.Text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? new(time, value.Span)
            : reader.Invalid<DateTimeOffset>(value, "must be a day such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z"),
        Write = time => time.UtcDateTime.ToString(time.UtcDateTime.TimeOfDay == TimeSpan.Zero ? Day : Moment, CultureInfo.InvariantCulture),
        Examples = ["2026-01-31", "2026-01-31T12:00:00Z"],
    };
}
