using System.Globalization;
using FerroGate.Config.Options;
using FerroGate.Core.Policies;

namespace FerroGate.Config.Shapes;

/// <summary>A part of the day, such as <c>22:00-06:00</c>.</summary>
internal static class HoursForm
{
    private const string Format = "HH:mm";
    private const string Midnight = "00:00";
    private const string EndOfDay = "24:00";

    public static ValueForm<HourRange> Value { get; } = new()
    {
        Name = "time range",
        Wanted = "a string such as \"09:00-17:00\"",
        Kinds = [ValueKind.String],
        Read = (reader, value) => value.Text.Split('-') is [var from, var to] && TryRead(from, out var first) && TryRead(to == EndOfDay ? Midnight : to, out var end)
            ? first == end && to != EndOfDay
                ? reader.Invalid<HourRange>(value, "ends where it begins", "write 00:00-24:00 for the whole day")
                : new(new HourRange(first, end), value.Span)
            : reader.Invalid<HourRange>(value, "must be two times of the day such as 09:00-17:00"),
        Write = hours => $"{Text(hours.From)}-{(hours.To == TimeOnly.MinValue ? EndOfDay : Text(hours.To))}",
        Examples = ["09:00-17:00", "22:00-06:00"],
    };

    private static bool TryRead(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static string Text(TimeOnly time) => time.ToString(Format, CultureInfo.InvariantCulture);
}
