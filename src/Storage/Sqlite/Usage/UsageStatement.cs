using System.Globalization;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Lists;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>The SQL of one question about usage.</summary>
internal sealed class UsageStatement(UsageQuery query)
{
    private const int Overflow = 1;

    private readonly List<(string Name, object? Value)> _tenants = [];

    private IReadOnlyList<UsageRun> Runs { get; } = [.. UsageSpans.Cover(query.From, query.Until, query.Each ?? UsageSpan.Month)];

    public Page<UsageGroup> Read(SqliteConnection connection, CancellationToken cancellation)
    {
        if (Runs.Count == 0)
            return new Page<UsageGroup>([], 0);

        try
        {
            return Read(connection, "SUM({0})", cancellation);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == Overflow && failure.Message.Contains("integer overflow", StringComparison.Ordinal))
        {
            // Only absurd counters come to that; what does not fit is given as the largest number.
            return Read(connection, "CAST(TOTAL({0}) AS INTEGER)", cancellation);
        }
    }

    private Page<UsageGroup> Read(SqliteConnection connection, string sum, CancellationToken cancellation)
    {
        var groups = new List<UsageGroup>();
        var total = 0L;
        using var command = Command(
            connection,
            $"SELECT *, COUNT(*) OVER () FROM ({Grouped(sum)}) ORDER BY {Ordinals} LIMIT {query.Limit} OFFSET {query.Offset}");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            groups.Add(UsageRow.ReadGroup(new RowReader(rows), query.GroupBy.Count));
            total = rows.GetInt64(rows.FieldCount - 1);
        }

        if (groups.Count == 0 && query.Offset > 0)
        {
            using var count = Command(connection, $"SELECT COUNT(*) FROM ({Grouped(sum)})");
            total = (long)count.ExecuteScalar()!;
        }

        return new Page<UsageGroup>(groups, total);
    }

    private string Ordinals => string.Join(", ", Enumerable.Range(1, 1 + query.GroupBy.Count));

    // Grouped by the time even where that is always NULL, so that no entries give no row.
    private string Grouped(string sum) =>
        $"""
        WITH run (span, since, until) AS (VALUES {string.Join(", ", Runs.Select(run => string.Create(
            CultureInfo.InvariantCulture, $"({(int)run.Span}, {UnixMicroseconds.Of(run.From)}, {UnixMicroseconds.Of(run.Until)})")))})
        SELECT {Start}{string.Concat(query.GroupBy.Select(dimension => ", " + UsageRow.ColumnOf(dimension)))},
            {string.Join(", ", UsageRow.SumColumns.Split(", ").Select(column => string.Format(CultureInfo.InvariantCulture, sum, column)))}
        FROM {Tables}
        GROUP BY {Ordinals}
        """;

    private string Start => query.Each switch
    {
        null => "NULL",
        UsageSpan.Hour => "start",
        UsageSpan.Day => "start - start % 86400000000",
        _ => "unixepoch(start / 1000000, 'unixepoch', 'start of month') * 1000000",
    };

    private string Tables
    {
        get
        {
            const string Within = "usage.span = run.span AND usage.start >= run.since AND usage.start < run.until";
            var wanted = string.Join(" AND ", [
                .. query.Filters.Keys.Order().Select(dimension => $"{UsageRow.ColumnOf(dimension)} IS ${UsageRow.ColumnOf(dimension)}"),
                .. query.Tenants is { } tenants ? [TenantCondition.Of(tenants, Bind)] : Array.Empty<string>(),
            ]);
            if (wanted.Length == 0)
            {
                return query.GroupBy.Count == 0
                    ? $"run CROSS JOIN usage ON {Within}"
                    : $"run CROSS JOIN usage ON {Within} CROSS JOIN usage_subject ON id = subject";
            }

            // A key or a tenant is few of many subjects, and a model or provider is much of what was used in a time.
            return query.Tenants is not null || query.Filters.Keys.Any(dimension => dimension <= UsageDimension.Key)
                ? $"usage_subject CROSS JOIN run CROSS JOIN usage ON {Within} AND subject = id WHERE {wanted}"
                : $"run CROSS JOIN usage ON {Within} CROSS JOIN usage_subject ON id = subject WHERE {wanted}";
        }
    }

    private SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.Command(sql);
        foreach (var (dimension, value) in query.Filters)
            command.Parameters.AddWithValue("$" + UsageRow.ColumnOf(dimension), (object?)value ?? DBNull.Value);
        foreach (var (name, value) in _tenants)
            command.Parameters.AddWithValue(name, value);
        return command;
    }

    private string Bind(object? value)
    {
        var name = $"$t{_tenants.Count}";
        _tenants.Add((name, value));
        return name;
    }
}
