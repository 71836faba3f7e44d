using System.Globalization;

namespace FerroGate.Core.Ledger;

/// <summary>A calendar month in UTC, the period of a monthly budget.</summary>
public readonly record struct Month(int Year, int Number)
{
    public static Month Of(DateTimeOffset moment)
    {
        var utc = moment.UtcDateTime;
        return new Month(utc.Year, utc.Month);
    }

    /// <summary>The written form, such as <c>2026-11</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Number:00}");
}
