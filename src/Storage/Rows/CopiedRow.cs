using System.Data.Common;

namespace FerroGate.Storage.Rows;

/// <summary>A row as it is, to be compared with and copied into a table of another database that has the same columns.</summary>
internal sealed class CopiedRow(object?[] values) : IEquatable<CopiedRow>
{
    public IReadOnlyList<object?> Values => values;

    /// <summary>The first column.</summary>
    public string Id => (string)values[0]!;

    /// <summary>Reads so many columns of the current row.</summary>
    public static CopiedRow Read(DbDataReader rows, int count)
    {
        var values = new object?[count];
        for (var i = 0; i < count; i++)
            values[i] = rows.IsDBNull(i) ? null : rows.GetValue(i);
        return new CopiedRow(values);
    }

    /// <summary>Whether the first columns are the same.</summary>
    public bool BeginsAs(CopiedRow other, int columns) => values.AsSpan(0, columns).SequenceEqual(other.Values.Take(columns).ToArray());

    public bool Equals(CopiedRow? other) => other is not null && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as CopiedRow);

    public override int GetHashCode() => values.Length == 0 ? 0 : Id.GetHashCode(StringComparison.Ordinal);
}
