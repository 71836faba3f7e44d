using FerroGate.Core.Ledger;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Tests.Fixtures;

/// <summary>Looks into, and interferes with, a database behind the back of the code under test.</summary>
internal static class LedgerRows
{
    public static SqliteConnection Connect(string path)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        connection.Open();
        return connection;
    }

    public static void Execute(string path, string sql)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static IReadOnlyList<IReadOnlyList<object>> Query(string path, string sql)
    {
        using var connection = Connect(path);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<IReadOnlyList<object>>();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }

    public static async Task<IReadOnlyList<LedgerEntry>> EntriesAsync(ILedgerReader ledger) =>
        (await ledger.ListAsync(Some.Everything, Some.Token)).Items;

    /// <summary>Asserts that the sums of each month are those of the entries.</summary>
    public static void AssertSumsAreRight(string path)
    {
        var sums = Query(path, "SELECT month, key_id, tokens, cost_nano_usd, entries FROM monthly_usage ORDER BY month, key_id");
        var counted = Query(
            path,
            """
            SELECT CAST(strftime('%Y%m', reserved_at / 1000000, 'unixepoch') AS INTEGER) AS month, key_id,
                   SUM(COALESCE(input_tokens, 0) + COALESCE(output_tokens, 0)), SUM(COALESCE(cost_nano_usd, 0)), COUNT(*)
            FROM entry GROUP BY 1, 2 ORDER BY 1, 2
            """);
        Assert.Equal(counted, sums);
    }
}
