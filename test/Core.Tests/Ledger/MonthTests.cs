using FerroGate.Core.Ledger;

namespace FerroGate.Core.Tests.Ledger;

/// <summary>The month that a moment belongs to, in UTC.</summary>
public sealed class MonthTests
{
    [Theory]
    [InlineData("2026-11-01T00:00:00Z", "2026-11")]
    [InlineData("2026-12-31T23:59:59.9999999Z", "2026-12")]
    [InlineData("2027-01-01T00:00:00Z", "2027-01")]
    [InlineData("2028-02-29T12:00:00Z", "2028-02")]
    [InlineData("2027-01-01T01:00:00+02:00", "2026-12")]
    [InlineData("2026-12-31T23:00:00-02:00", "2027-01")]
    [InlineData("0999-01-01T00:00:00Z", "0999-01")]
    public void It_is_the_calendar_month_in_utc(string moment, string month) =>
        Assert.Equal(month, Month.Of(DateTimeOffset.Parse(moment, null)).ToString());
}
