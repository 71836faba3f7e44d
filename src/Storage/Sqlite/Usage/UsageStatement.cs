using System.Globalization;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Lists;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>The SQL of one question about usage.</summary>
internal sealed class UsageStatement
{
    private const int Overflow = 1;

    private readonly UsageQuery _query;
    private readonly List<(string Name, object? Value)> _values = [];
    private readonly UsageTable _table;
    private readonly string _wanted;

    public UsageStatement(UsageQuery query)
    {
        _query = query;
        _table = UsageTable.Of(UsageRollup.Of(query.Dimensions));
        Runs = [.. UsageSpans.Cover(query.From, query.Until, query.Each ?? UsageSpan.Month)];
        var conditions = query.Filters.Select(filter => UsageRow.ColumnOf(filter.Key) + (filter.Value is null ? " IS NULL" : $" = {Bind(filter.Value)}")).ToList();
        if (query.Tenants is { } tenants)
            conditions.Add(TenantCondition.Of(tenants, Bind));
        _wanted = string.Join(" AND ", conditions);
    }

    private IReadOnlyList<UsageRun> Runs { get; }

    private string Table => _table.Rows;

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
            $"SELECT *, COUNT(*) OVER () FROM ({Grouped(sum)}) ORDER BY {Ordinals} LIMIT {_query.Limit} OFFSET {_query.Offset}");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            groups.Add(UsageRow.ReadGroup(new RowReader(rows), _query.GroupBy.Count));
            total = rows.GetInt64(rows.FieldCount - 1);
        }

        if (groups.Count == 0 && _query.Offset > 0)
        {
            using var count = Command(connection, $"SELECT COUNT(*) FROM ({Grouped(sum)})");
            total = (long)count.ExecuteScalar()!;
        }

        return new Page<UsageGroup>(groups, total);
    }

    private string Ordinals => string.Join(", ", Enumerable.Range(1, 1 + _query.GroupBy.Count));

    // Grouped by the time even where that is always NULL, so that no entries give no row.
    private string Grouped(string sum) =>
        $"""
        WITH RECURSIVE run (span, since, until) AS (VALUES {string.Join(", ", Runs.Select(run => string.Create(
            CultureInfo.InvariantCulture, $"({(int)run.Span}, {UnixMicroseconds.Of(run.From)}, {UnixMicroseconds.Of(run.Until)})")))}),
        moment (span, until, at) AS (
            SELECT span, until, (SELECT MIN(start) FROM {Table} AS first WHERE first.span = run.span AND first.start >= since) FROM run
            UNION ALL
            SELECT span, until, (SELECT MIN(start) FROM {Table} AS next WHERE next.span = moment.span AND next.start > at) FROM moment WHERE at < until)
        SELECT {Start}{string.Concat(_query.GroupBy.Select(dimension => ", " + UsageRow.ColumnOf(dimension)))},
            {string.Join(", ", UsageRow.SumColumns.Split(", ").Select(column => string.Format(CultureInfo.InvariantCulture, sum, column)))}
        FROM {Tables}
        GROUP BY {Ordinals}
        """;

    private string Start => _query.Each switch
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
            var within = $"{Table} AS usage ON usage.span = run.span AND usage.start >= run.since AND usage.start < run.until";
            if (_wanted.Length == 0)
            {
                return _query.GroupBy.Count == 0
                    ? $"run CROSS JOIN {within}"
                    : $"run CROSS JOIN {within} CROSS JOIN usage_subject ON id = subject";
            }

            // Of many subjects an index finds few, whose rows are found moment by moment; a model or provider is much of what was used in a time.
            return _query.Filters.Any(filter => filter.Value is not null && IsIndexed(filter.Key)) || _query.Tenants?.All(tenant => UsageSubject.DimensionsOf(tenant).Any(IsIndexed)) == true
                ? $"usage_subject CROSS JOIN moment CROSS JOIN {Table} AS usage ON usage.span = moment.span AND usage.start = at AND subject = id "
                    + $"WHERE at < until AND {string.Join(" AND ", _table.Blanks.Prepend(_wanted))}"
                : $"run CROSS JOIN {within} CROSS JOIN usage_subject ON id = subject WHERE {_wanted}";
        }
    }

    private static bool IsIndexed(UsageDimension dimension) => dimension is UsageDimension.Organization or UsageDimension.User or UsageDimension.Key;

    private SqliteCommand Command(SqliteConnection connection, string sql) => connection.Command(sql, [.. _values]);

    private string Bind(object? value)
    {
        var name = $"$v{_values.Count}";
        _values.Add((name, value));
        return name;
    }
}
