using FerroGate.Core.Lists;
using System.Globalization;
using FerroGate.Core.Aggregates;
using Npgsql;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>The SQL of one question about usage.</summary>
internal sealed class PostgresUsageStatement(UsageQuery query)
{
    // The values of the filters that have one, then those of the tenants.
    private readonly List<object?> _values = [.. query.Filters.Values.Where(value => value is not null)];
    private string? _tenants;

    private IReadOnlyList<UsageRun> Runs { get; } = [.. UsageSpans.Cover(query.From, query.Until, query.Each ?? UsageSpan.Month)];

    public async Task<Page<UsageGroup>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        if (Runs.Count == 0)
            return new Page<UsageGroup>([], 0);

        var groups = new List<UsageGroup>();
        var total = 0L;
        await using (var command = Command(connection, $"SELECT *, COUNT(*) OVER () FROM ({Grouped}) AS sums ORDER BY {Order} LIMIT {query.Limit} OFFSET {query.Offset}"))
        await using (var rows = await command.ExecuteReaderAsync(cancellation))
        {
            while (await rows.ReadAsync(cancellation))
            {
                groups.Add(PostgresPages.ReadOne(rows, row => UsageRow.ReadGroup(row, query.GroupBy.Count)));
                total = rows.GetInt64(rows.FieldCount - 1);
            }
        }

        if (groups.Count == 0 && query.Offset > 0)
        {
            await using var count = Command(connection, $"SELECT COUNT(*) FROM ({Grouped}) AS sums");
            total = (long)(await count.ExecuteScalarAsync(cancellation))!;
        }

        return new Page<UsageGroup>(groups, total);
    }

    private IEnumerable<int> Ordinals => Enumerable.Range(1, 1 + query.GroupBy.Count);

    // What is not set comes first, and names are in the order of their bytes, whatever the database's language is.
    private string Order => string.Join(", ", query.GroupBy.Select(dimension => $"{UsageRow.ColumnOf(dimension)} COLLATE \"C\" NULLS FIRST").Prepend("1 NULLS FIRST"));

    // Grouped by the time even where that is always NULL, so that no entries give no row.
    private string Grouped =>
        $"""
        SELECT {Start} AS start{string.Concat(query.GroupBy.Select(dimension => ", " + UsageRow.ColumnOf(dimension)))},
            {string.Join(", ", UsageRow.SumColumns.Split(", ").Select(column => $"clamped(SUM({column})) AS {column}"))}
        FROM usage JOIN usage_subject ON id = subject
        WHERE ({string.Join(" OR ", Runs.Select(run => string.Create(
            CultureInfo.InvariantCulture, $"span = {(int)run.Span} AND usage.start >= {UnixMicroseconds.Of(run.From)} AND usage.start < {UnixMicroseconds.Of(run.Until)}")))})
            {string.Concat(query.Filters.Select((filter, index) => $" AND {UsageRow.ColumnOf(filter.Key)} {(filter.Value is null ? "IS NULL" : $"= ${Place(index)}")}"))}{Tenants}
        GROUP BY {string.Join(", ", Ordinals)}
        """;

    private string Tenants => _tenants ??= query.Tenants is null ? "" : " AND " + TenantCondition.Of(query.Tenants, value =>
    {
        _values.Add(value);
        return $"${_values.Count}";
    });

    private string Start => query.Each switch
    {
        null => "NULL::bigint",
        UsageSpan.Hour => "usage.start",
        UsageSpan.Day => "usage.start - usage.start % 86400000000",
        _ => "extract(epoch FROM date_trunc('month', timestamp 'epoch' + usage.start / 1000000 * interval '1 second'))::bigint * 1000000",
    };

    // The parameters are those of the filters that have a value.
    private int Place(int index) => query.Filters.Values.Take(index + 1).Count(value => value is not null);

    private NpgsqlCommand Command(NpgsqlConnection connection, string sql) =>
        connection.Command(sql, [.. _values]);
}
