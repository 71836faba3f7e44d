using System.Globalization;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Lists;
using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>The SQL of one question about usage.</summary>
internal sealed class UsageStatement
{
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

        // Put together here and not by the database: that would sum up what is not shown, too, and know no largest number.
        var page = new UsagePage(_query);
        using var command = Command(connection);
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            page.Add(new RowReader(rows));
        }

        return page.ToPage();
    }

    private string Sql =>
        $"""
        WITH RECURSIVE run (span, since, until) AS (VALUES {string.Join(", ", Runs.Select(run => string.Create(
            CultureInfo.InvariantCulture, $"({(int)run.Span}, {UnixMicroseconds.Of(run.From)}, {UnixMicroseconds.Of(run.Until)})")))}),
        moment (span, until, at) AS (
            SELECT span, until, (SELECT MIN(start) FROM {Table} AS first WHERE first.span = run.span AND first.start >= since) FROM run
            UNION ALL
            SELECT span, until, (SELECT MIN(start) FROM {Table} AS next WHERE next.span = moment.span AND next.start > at) FROM moment WHERE at < until)
        SELECT {Start}{string.Concat(_query.GroupBy.Select(dimension => ", " + UsageRow.ColumnOf(dimension)))}, {UsageRow.SumColumns}
        FROM {Tables}
        {Order}
        """;

    private string Order => (_query.Each is null ? 2 : 1, 1 + _query.GroupBy.Count) switch
    {
        var (first, last) when first > last => "",
        var (first, last) => $"ORDER BY {string.Join(", ", Enumerable.Range(first, last - first + 1))}",
    };

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

    private SqliteCommand Command(SqliteConnection connection) => connection.Command(Sql, [.. _values]);

    private string Bind(object? value)
    {
        var name = $"$v{_values.Count}";
        _values.Add((name, value));
        return name;
    }
}
