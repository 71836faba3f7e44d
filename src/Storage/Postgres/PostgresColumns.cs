using Npgsql;

namespace FerroGate.Storage.Postgres;

/// <summary>
/// Gathers rows column by column, for statements that take them all at once: each column is an array, and <c>unnest</c> makes rows of them.
/// </summary>
internal sealed class PostgresColumns : RowWriter
{
    private readonly List<IColumn> _columns = [];
    private int _next;

    private interface IColumn
    {
        string Type { get; }

        NpgsqlParameter Parameter();
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; private set; }

    /// <summary>The rows as a table, in the order in which they came: <c>unnest($1::bigint[], $2::text[])</c>, from parameter <paramref name="first"/> on.</summary>
    public string Table(int first = 1) => $"unnest({string.Join(", ", _columns.Select((column, index) => $"${first + index}::{column.Type}[]"))})";

    public NpgsqlParameter[] Parameters() => [.. _columns.Select(column => column.Parameter())];

    public override RowWriter Start()
    {
        (_next, Count) = (0, Count + 1);
        return this;
    }

    public override RowWriter Text(string? value) => Add("text", StoredText.OrNull(value));

    public override RowWriter Number(long? value) => Add("bigint", value);

    public override RowWriter Bytes(byte[]? value) => Add("bytea", value);

    public override RowWriter Id(Guid? value) => Add("uuid", value);

    private PostgresColumns Add<T>(string type, T value)
    {
        if (_next == _columns.Count)
            _columns.Add(new Column<T>(type));
        ((Column<T>)_columns[_next++]).Values.Add(value);
        return this;
    }

    private sealed class Column<T>(string type) : IColumn
    {
        public string Type => type;

        public List<T> Values { get; } = [];

        public NpgsqlParameter Parameter() => new NpgsqlParameter<T[]> { TypedValue = [.. Values] };
    }
}
