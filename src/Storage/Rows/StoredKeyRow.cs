using FerroGate.Core.Keys;

namespace FerroGate.Storage.Rows;

/// <summary>A key as a row with its version, when it was made and when it was used last.</summary>
internal static class StoredKeyRow
{
    private static readonly string s_columns =
        $"changed.version, key.created_at, used.last_used_at, {string.Join(", ", VirtualKeyRow.Columns.Split(", ").Select(column => "key." + column))}";

    /// <summary>The statement that gives such rows, up to its condition.</summary>
    public static string Select { get; } =
        $"SELECT {s_columns} FROM virtual_key AS key JOIN key_change AS changed ON changed.id = key.id LEFT JOIN key_use AS used ON used.id = key.id";

    public static StoredKey Read(RowReader from)
    {
        var (version, createdAt, usedAt) = (from.Number(), from.Moment(), from.NumberOrNull());
        return new StoredKey(VirtualKeyRow.Read(from), version, createdAt, usedAt is { } used ? UnixMicroseconds.ToMoment(used) : null);
    }
}
