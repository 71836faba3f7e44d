using System.CommandLine;
using System.Globalization;

namespace FerroGate.Server.Commands;

/// <summary>An option that is a day in UTC.</summary>
internal static class DayOption
{
    public static Option<DateOnly?> New(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "DATE",
        CustomParser = result =>
        {
            var written = result.Tokens[0].Value;
            if (DateOnly.TryParseExact(written, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            result.AddError($"{name} is a day such as 2026-01-31, and not '{written}'.");
            return null;
        },
    };

    public static DateTimeOffset? StartOf(DateOnly? day) => day is { } known ? new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
