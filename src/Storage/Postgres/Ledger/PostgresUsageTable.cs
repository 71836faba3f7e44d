using FerroGate.Core.Aggregates;

namespace FerroGate.Storage.Postgres.Ledger;

/// <summary>Where the sums of each <see cref="UsageRollup"/> are. Triggers keep all of them beside the finest.</summary>
internal static class PostgresUsageTable
{
    /// <summary>Whose usage it is, and its sums, under the name <c>usage</c>, with the beginning of a condition.</summary>
    public static string From(UsageRollup rollup) => rollup == UsageRollup.ByEverything
        ? "FROM usage JOIN usage_subject ON id = subject WHERE TRUE"
        : $"FROM usage_rollup AS usage WHERE rollup = {rollup.Number}";
}
