using FerroGate.Core.Aggregates;
using FerroGate.Core.Lists;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>A page of sums, made of rows that come group by group; the groups of the other pages are only counted.</summary>
internal sealed class UsagePage(UsageQuery query)
{
    private readonly List<UsageGroup> _groups = [];
    private readonly string?[] _values = new string?[query.GroupBy.Count];
    private long? _start;
    private long _count;

    /// <summary>Adds a row: the start of its group, the values of the dimensions, and what there is to sum up.</summary>
    public void Add(RowReader row)
    {
        var isNew = Begins(ref row);
        if (isNew)
            _count++;
        if (_count <= query.Offset || _count - query.Offset > query.Limit)
            return;

        var sum = UsageRow.ReadSum(ref row);
        if (isNew)
            _groups.Add(new UsageGroup(_start is { } start ? UnixMicroseconds.ToMoment(start) : null, [.. _values], sum));
        else
            _groups[^1] = _groups[^1] with { Sum = _groups[^1].Sum + sum };
    }

    public Page<UsageGroup> ToPage() => new(_groups, _count);

    private bool Begins(ref RowReader row)
    {
        var start = row.NumberOrNull();
        var isNew = _count == 0 || start != _start;
        _start = start;
        for (var i = 0; i < _values.Length; i++)
        {
            var value = row.TextOrNull();
            isNew |= value != _values[i];
            _values[i] = value;
        }

        return isNew;
    }
}
