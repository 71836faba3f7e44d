using FerroGate.Core.Lists;

namespace FerroGate.Storage.Rows;

/// <summary>The condition that the rows of a list fulfil, with its values.</summary>
internal sealed class ListStatement
{
    private readonly List<string> _conditions = [];
    private readonly List<object?> _values = [];

    /// <param name="filter">Which rows.</param>
    /// <param name="table">The table.</param>
    /// <param name="moment">Its column that says when a row was.</param>
    /// <param name="isLong">Times are found by way of the ids.</param>
    /// <param name="hasIds">The database has a type for UUIDs.</param>
    public ListStatement(ListFilter filter, string table, string moment, bool isLong, bool hasIds)
    {
        foreach (var (field, value) in filter.Values)
            Add($"{ListFieldNames.Of(field)} = ", value);
        if (filter.Status is var (first, last))
        {
            Add("status >= ", (long)first);
            Add("status <= ", (long)last);
        }

        if (filter.Ending is { } ending)
            Add("ending = ", (long)ending);
        if (filter.Exchange is { } exchange)
            Add("exchange_id = ", hasIds ? exchange.Value : exchange.Value.ToByteArray(bigEndian: true));
        if (filter.Tenants is { } tenants)
            _conditions.Add(TenantCondition.Of(tenants, Bind));
        AddTime(filter, table, moment, isLong);
    }

    /// <summary>The values of the parameters <c>$1</c>, <c>$2</c>, ….</summary>
    public IReadOnlyList<object?> Values => _values;

    /// <summary>The condition, with <c>WHERE</c>; empty where there is none.</summary>
    public string Where => _conditions.Count == 0 ? "" : $"WHERE {string.Join(" AND ", _conditions)}";

    /// <summary>Adds a condition that ends with the value.</summary>
    public void Add(string condition, object value) => _conditions.Add(condition + Bind(value));

    // Ids grow about as time does. The index of the moments tells between which ids the rows lie, and they are read in the order of their ids.
    private void AddTime(ListFilter filter, string table, string moment, bool isLong)
    {
        var of = isLong ? "+" + moment : moment;
        var times = new List<string>();
        if (filter.From is { } from)
            times.Add($" >= {Bind(UnixMicroseconds.Of(from))}");
        if (filter.Until is { } until)
            times.Add($" < {Bind(UnixMicroseconds.Of(until))}");
        foreach (var time in times)
            _conditions.Add(of + time);
        if (!isLong || times.Count == 0)
            return;

        var range = string.Join(" AND ", times.Select(time => moment + time));
        _conditions.Add($"id >= (SELECT MIN(id) FROM {table} WHERE {range})");
        _conditions.Add($"id <= (SELECT MAX(id) FROM {table} WHERE {range})");
    }

    private string Bind(object? value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }
}
