using System.Data.Common;
using FerroGate.Core.Keys;
using FerroGate.Core.Usage;
using Npgsql;

namespace FerroGate.Storage.Rows;

/// <summary>Takes the columns of the current row from left to right.</summary>
internal ref struct RowReader(DbDataReader row)
{
    // SQLite has no type for them.
    private readonly bool _hasIds = row is NpgsqlDataReader;
    private int _next;

    public string Text() => row.GetString(_next++);

    public string? TextOrNull() => row.IsDBNull(_next) ? Skip<string>() : Text();

    public byte[]? BytesOrNull() => row.IsDBNull(_next) ? Skip<byte[]>() : row.GetFieldValue<byte[]>(_next++);

    public long Number() => row.GetInt64(_next++);

    public long? NumberOrNull()
    {
        if (!row.IsDBNull(_next))
            return Number();
        _next++;
        return null;
    }

    public bool Flag() => Number() != 0;

    public Guid Id() => _hasIds ? row.GetGuid(_next++) : new(row.GetFieldValue<byte[]>(_next++), bigEndian: true);

    public Guid? IdOrNull()
    {
        if (!row.IsDBNull(_next))
            return Id();
        _next++;
        return null;
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

    private T? Skip<T>()
        where T : class
    {
        _next++;
        return null;
    }
}
