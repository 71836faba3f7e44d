using FerroGate.Core.Aggregates;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>Where the sums of a <see cref="UsageRollup"/> are.</summary>
/// <param name="Rollup">What they tell apart.</param>
/// <param name="Name">The table.</param>
/// <param name="Place">The column of <c>usage_folded</c> with the last entry that they count; <c>NULL</c> is before they were made.</param>
internal sealed record UsageTable(UsageRollup Rollup, string Name, string Place)
{
    private const string Shared = "usage_rollup";

    /// <summary>The sums that others are made of.</summary>
    public static UsageTable Finest { get; } = new(UsageRollup.ByEverything, "usage", "last_entry");

    // A process of an older version that hands over goes on with a table of its own.
    public static IReadOnlyList<UsageTable> All { get; } =
        [.. UsageRollup.All.Select(rollup =>
            rollup == UsageRollup.ByEverything ? Finest
            : rollup == UsageRollup.ByProjectAndModel ? new UsageTable(rollup, "usage_total", "last_total")
            : new UsageTable(rollup, Shared, "last_rollup"))];

    /// <summary>The number that its rows have where the table has those of others, too.</summary>
    public int? Number => Name == Shared ? Rollup.Number : null;

    /// <summary>The rows, for a <c>FROM</c>.</summary>
    public string Rows => Number is { } number ? $"(SELECT * FROM {Name} WHERE rollup = {number})" : Name;

    /// <summary>The columns that a row is found by.</summary>
    public IReadOnlyList<string> Key => Number is null ? ["span", "start", "subject"] : ["rollup", "span", "start", "subject"];

    /// <summary>What its subjects have in the columns that it does not tell apart.</summary>
    public IEnumerable<string> Blanks => Enum.GetValues<UsageDimension>()
        .Where(dimension => !Rollup.Has(dimension))
        .Select(dimension => $"{UsageRow.ColumnOf(dimension)} IS {UsageRow.BlankOf(dimension)}");

    public static UsageTable Of(UsageRollup rollup) => All.First(table => table.Rollup == rollup);
}
