using System.Globalization;
using FerroGate.Core.Aggregates;
using FerroGate.Core.Lists;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>The SQL of one question about usage.</summary>
internal sealed class PostgresUsageStatement
{
    private readonly UsageQuery _query;
    private readonly List<object?> _values = [];
    private readonly List<string> _conditions = [];

    public PostgresUsageStatement(UsageQuery query)
    {
        _query = query;
        Runs = [.. UsageSpans.Cover(query.From, query.Until, query.Each ?? UsageSpan.Month)];
        foreach (var (dimension, value) in query.Filters)
            _conditions.Add($"{UsageRow.ColumnOf(dimension)} {(value is null ? "IS NULL" : $"= {Bind(value)}")}");
        if (query.Tenants is { } tenants)
            _conditions.Add(TenantCondition.Of(tenants, Bind));
    }

    private IReadOnlyList<UsageRun> Runs { get; }

    public async Task<Page<UsageGroup>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Runs.Count == 0)
            return new Page<UsageGroup>([], 0);

        var groups = new List<UsageGroup>();
        var sums = UsageRow.SumColumns.Split(", ").Select(column => $"clamped(SUM({column})) AS {column}");
        await using (var command = Command(connection, $"SELECT * FROM ({Grouped(sums)}) AS sums ORDER BY {Order} LIMIT {_query.Limit + 1L} OFFSET {_query.Offset}"))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
                groups.Add(PostgresPages.ReadOne(rows, row => UsageRow.ReadGroup(row, _query.GroupBy.Count)));
        }

        if (groups.Count <= _query.Limit && (groups.Count > 0 || _query.Offset == 0))
            return new Page<UsageGroup>(groups, _query.Offset + groups.Count);

        // By themselves, since it costs as much again to sum up what is not shown.
        await using var count = Command(connection, $"SELECT COUNT(*) FROM ({Grouped([])}) AS groups");
        return new Page<UsageGroup>([.. groups.Take(_query.Limit)], (long)(await count.ExecuteScalarAsync(cancellation))!);
    }

    private IEnumerable<int> Ordinals => Enumerable.Range(1, 1 + _query.GroupBy.Count);

    // What is not set comes first, and names are in the order of their bytes, whatever the database's language is.
    private string Order => string.Join(", ", _query.GroupBy.Select(dimension => $"{UsageRow.ColumnOf(dimension)} COLLATE \"C\" NULLS FIRST").Prepend("1 NULLS FIRST"));

    // Grouped by the time even where that is always NULL, so that no entries give no row.
    private string Grouped(IEnumerable<string> sums) =>
        $"""
        SELECT {string.Join(", ", [$"{Start} AS start", .. _query.GroupBy.Select(UsageRow.ColumnOf), .. sums])}
        {PostgresUsageTable.From(UsageRollup.Of(_query.Dimensions))} AND ({string.Join(" OR ", Runs.Select(run => string.Create(
            CultureInfo.InvariantCulture, $"span = {(int)run.Span} AND usage.start >= {UnixMicroseconds.Of(run.From)} AND usage.start < {UnixMicroseconds.Of(run.Until)}")))})
            {string.Concat(_conditions.Select(condition => " AND " + condition))}
        GROUP BY {string.Join(", ", Ordinals)}
        """;

    private string Start => _query.Each switch
    {
        null => "NULL::bigint",
        UsageSpan.Hour => "usage.start",
        UsageSpan.Day => "usage.start - usage.start % 86400000000",
        _ => "extract(epoch FROM date_trunc('month', timestamp 'epoch' + usage.start / 1000000 * interval '1 second'))::bigint * 1000000",
    };

    private string Bind(object? value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql) => connection.Command(sql, [.. _values]);
}
