using System.Data.Common;
using FerroGate.Core.Keys;
using FerroGate.Core.Usage;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace FerroGate.Storage.Rows;

/// <summary>Takes the columns of the current row from left to right.</summary>
internal ref struct RowReader
{
    private readonly DbDataReader _row = null!;

    // SQLite itself answers in a third of the time, which counts where a start reads all keys and what they have spent.
    private readonly sqlite3_stmt? _statement;
    private int _next;

    /// <param name="row">A reader at its row.</param>
    public RowReader(DbDataReader row) => (_row, _statement) = (row, (row as SqliteDataReader)?.Handle);

    /// <param name="statement">A statement that has given a row.</param>
    public RowReader(sqlite3_stmt statement) => _statement = statement;

    public string Text() => _statement is null ? _row.GetString(_next++) : TextOrNull() ?? throw NoValue();

    public string? TextOrNull()
    {
        var column = _next++;
        if (_statement is null)
            return _row.IsDBNull(column) ? null : _row.GetString(column);
        return raw.sqlite3_column_text(_statement, column).utf8_to_string();
    }

    public byte[]? BytesOrNull()
    {
        var column = _next++;
        if (_statement is null)
            return _row.IsDBNull(column) ? null : _row.GetFieldValue<byte[]>(column);
        return raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_blob(_statement, column).ToArray();
    }

    public long Number() => _statement is null ? _row.GetInt64(_next++) : NumberOrNull() ?? throw NoValue();

    public long? NumberOrNull()
    {
        var column = _next++;
        if (_statement is null)
            return _row.IsDBNull(column) ? null : _row.GetInt64(column);
        return raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_int64(_statement, column);
    }

    public bool Flag() => Number() != 0;

    /// <summary>What a database that has truth values says of a condition.</summary>
    public bool Bool() => _row.GetBoolean(_next++);

    public Guid Id() => IdOrNull() ?? throw NoValue();

    public Guid? IdOrNull()
    {
        // SQLite has no type for them.
        if (_row is NpgsqlDataReader)
            return _row.IsDBNull(_next) ? Skip() : _row.GetGuid(_next++);
        return BytesOrNull() is { } bytes ? new Guid(bytes, bigEndian: true) : null;
    }

    public DateTimeOffset Moment() => UnixMicroseconds.ToMoment(Number());

    public Tenant Tenant() => new(TextOrNull(), TextOrNull(), TextOrNull(), TextOrNull());

    public TokenUsage Usage() => new()
    {
        Input = NumberOrNull(),
        CachedInput = NumberOrNull(),
        CacheWrite5m = NumberOrNull(),
        CacheWrite1h = NumberOrNull(),
        Output = NumberOrNull(),
        Reasoning = NumberOrNull(),
        AudioInput = NumberOrNull(),
        AudioOutput = NumberOrNull(),
        ImageInput = NumberOrNull(),
    };

    private readonly InvalidCastException NoValue() => new($"The column {_next} of a row has no value.");

    private Guid? Skip()
    {
        _next++;
        return null;
    }
}
