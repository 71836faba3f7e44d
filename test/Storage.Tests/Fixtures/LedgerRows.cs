using FerroGate.Storage.Sqlite;
using FerroGate.Storage.Sqlite.Usage;
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

    /// <summary>Asserts that the sums of each hour, day and month are those of the entries.</summary>
    public static void AssertSumsAreRight(string path)
    {
        // What is not much is added when somebody asks.
        using (var database = Database.Open(path, Migrations.Ledger, TimeProvider.System, TimeSpan.FromSeconds(5)))
            UsageFold.Run(database);

        AssertRollupsAreRight(path);
        foreach (var (span, format) in ((int, string)[])[(0, "%Y-%m-%d %H"), (1, "%Y-%m-%d"), (2, "%Y-%m")])
        {
            var sums = Query(
                path,
                $"""
                SELECT strftime('{format}', start / 1000000, 'unixepoch'), key_id, SUM(budget_tokens), SUM(cost_nano_usd), SUM(entries)
                FROM usage JOIN usage_subject ON id = subject WHERE span = {span} GROUP BY 1, 2 ORDER BY 1, 2
                """);
            var counted = Query(
                path,
                $"""
                SELECT strftime('{format}', reserved_at / 1000000, 'unixepoch'), key_id,
                       SUM(COALESCE(input_tokens, 0) + COALESCE(output_tokens, 0)), SUM(COALESCE(cost_nano_usd, 0)), COUNT(*)
                FROM entry GROUP BY 1, 2 ORDER BY 1, 2
                """);
            Assert.Equal(counted, sums);
        }
    }

    /// <summary>Asserts that the sums that tell apart less are those of the finest.</summary>
    public static void AssertRollupsAreRight(string path)
    {
        foreach (var table in UsageTable.All)
            Assert.Equal(Sums(UsageTable.Finest), Sums(table));

        IReadOnlyList<IReadOnlyList<object>> Sums(UsageTable table) => Query(
            path, $"SELECT span, start, SUM(budget_tokens), SUM(cost_nano_usd), SUM(entries) FROM {table.Rows} GROUP BY 1, 2 ORDER BY 1, 2");
    }
}
