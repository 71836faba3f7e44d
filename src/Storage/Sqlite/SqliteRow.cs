using Microsoft.Data.Sqlite;

namespace FerroGate.Storage.Sqlite;

/// <summary>Binds the values of a row from left to right to the parameters <c>$1</c>, <c>$2</c>, … of a statement.</summary>
internal sealed class SqliteRow(SqliteCommand command) : RowWriter
{
    private int _next;

    /// <summary>The statement, to be run when its row is complete.</summary>
    public SqliteCommand Command => command;

    public override RowWriter Start()
    {
        _next = 0;
        return this;
    }

    public override RowWriter Text(string? value) => Bind(StoredText.OrNull(value));

    public override RowWriter Number(long? value) => Bind(value);

    public override RowWriter Bytes(byte[]? value) => Bind(value);

    public override RowWriter Id(Guid? value) => Bind(value?.ToByteArray(bigEndian: true));

    private SqliteRow Bind(object? value)
    {
        if (_next == command.Parameters.Count)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"${_next + 1}" });
        command.Parameters[_next++].Value = value ?? DBNull.Value;
        return this;
    }
}
