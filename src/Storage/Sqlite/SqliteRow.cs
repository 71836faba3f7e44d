using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace FerroGate.Storage.Sqlite;

/// <summary>
/// A statement that is prepared once and run for each of many rows, whose values are bound from left to right to the parameters <c>$1</c>,
/// <c>$2</c>, … It speaks to SQLite itself: a <see cref="SqliteCommand"/> looks up the name of each parameter each time.
/// </summary>
internal sealed class SqliteRow : RowWriter, IDisposable
{
    private const int ShortText = 256;

    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _parameters;
    private int _next;

    /// <param name="connection">An open connection, in its transaction where there is one.</param>
    /// <param name="sql">One statement.</param>
    public SqliteRow(SqliteConnection connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle, sql, out _statement));
        _parameters = [.. Enumerable.Range(1, raw.sqlite3_bind_parameter_count(_statement)).Select(number => raw.sqlite3_bind_parameter_index(_statement, $"${number}"))];
    }

    /// <summary>The row that the statement has given; valid until the next call.</summary>
    public RowReader Given => new(_statement);

    public override RowWriter Start()
    {
        _next = 0;
        return this;
    }

    public override RowWriter Text(string? value)
    {
        if (StoredText.OrNull(value) is not { } text)
            return Null();

        // Whatever has no bytes is bound as NULL where it comes as a span.
        if (text.Length == 0 || Encoding.UTF8.GetMaxByteCount(text.Length) > ShortText)
            return Bound(raw.sqlite3_bind_text(_statement, Parameter(), text));

        Span<byte> bytes = stackalloc byte[ShortText];
        return Bound(raw.sqlite3_bind_text(_statement, Parameter(), bytes[..Encoding.UTF8.GetBytes(text, bytes)]));
    }

    public override RowWriter Number(long? value) => value is { } number ? Bound(raw.sqlite3_bind_int64(_statement, Parameter(), number)) : Null();

    public override RowWriter Bytes(byte[]? value) => value switch
    {
        null => Null(),
        [] => Bound(raw.sqlite3_bind_zeroblob(_statement, Parameter(), 0)),
        _ => Bound(raw.sqlite3_bind_blob(_statement, Parameter(), value)),
    };

    public override RowWriter Id(Guid? value)
    {
        if (value is not { } id)
            return Null();

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bound(raw.sqlite3_bind_blob(_statement, Parameter(), bytes));
    }

    /// <summary>Goes on to the next row that it gives; at the end of them, it can be run anew.</summary>
    public bool Next()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
            return true;

        try
        {
            Check(result);
            return false;
        }
        finally
        {
            raw.sqlite3_reset(_statement);
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <returns>How many rows it has changed.</returns>
    public int Run()
    {
        while (Next())
        {
        }

        return raw.sqlite3_changes(_connection.Handle);
    }

    /// <summary>Runs it for the number that its first row begins with; <c>null</c> where it gives none.</summary>
    public long? RunForNumber()
    {
        if (!Next())
            return null;

        var number = Given.NumberOrNull();
        raw.sqlite3_reset(_statement);
        return number;
    }

    public void Dispose() => _statement.Dispose();

    private int Parameter() => _parameters[_next++];

    private SqliteRow Null() => Bound(raw.sqlite3_bind_null(_statement, Parameter()));

    private SqliteRow Bound(int result)
    {
        Check(result);
        return this;
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection.Handle);
}
