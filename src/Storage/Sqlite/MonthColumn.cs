using FerroGate.Core.Ledger;

namespace FerroGate.Storage.Sqlite;

/// <summary>The form of a month in a column: year × 100 + month.</summary>
internal static class MonthColumn
{
    public static long Of(Month month) => month.Year * 100L + month.Number;
}
