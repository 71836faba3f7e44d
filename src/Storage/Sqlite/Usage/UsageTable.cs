using FerroGate.Core.Aggregates;

namespace FerroGate.Storage.Sqlite.Usage;

/// <summary>A table of sums.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Place">The column of <c>usage_folded</c> with the last entry that it counts; <c>NULL</c> is before it was made.</param>
/// <param name="Rollup">What it tells apart.</param>
internal sealed record UsageTable(string Name, string Place, UsageRollup Rollup)
{
    /// <summary>The table that others are made of.</summary>
    public static UsageTable Finest { get; } = new("usage", "last_entry", UsageRollup.ByEverything);

    public static IReadOnlyList<UsageTable> All { get; } =
    [
        Finest,
        new("usage_total", "last_total", UsageRollup.ByProjectAndModel),
        new("usage_by_model", "last_rollup", UsageRollup.ByModel),
        new("usage_by_project", "last_rollup", UsageRollup.ByProject),
        new("usage_by_organization", "last_rollup", UsageRollup.ByOrganizationAndModel),
        new("usage_by_key", "last_rollup", UsageRollup.ByKey),
    ];

    public static UsageTable Of(UsageRollup rollup) => All.First(table => table.Rollup == rollup);

    /// <summary>What its subjects have in the columns that it does not tell apart.</summary>
    public IEnumerable<string> Blanks => Enum.GetValues<UsageDimension>()
        .Where(dimension => !Rollup.Has(dimension))
        .Select(dimension => $"{UsageRow.ColumnOf(dimension)} IS {UsageRow.BlankOf(dimension)}");
}
