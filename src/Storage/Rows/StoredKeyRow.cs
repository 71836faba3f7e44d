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

    /// <summary>The key; <c>null</c> where its row is damaged, which whoever follows the changes is told.</summary>
    public static StoredKey? TryRead(RowReader from)
    {
        var (version, createdAt, usedAt) = (from.Number(), from.Moment(), from.NumberOrNull());
        return VirtualKeyRow.TryRead(from).Key is { } key ? new StoredKey(key, version, createdAt, usedAt is { } used ? UnixMicroseconds.ToMoment(used) : null) : null;
    }
}
