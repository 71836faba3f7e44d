using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using FerroGate.Bench.Load.Measuring;

namespace FerroGate.Bench.Load.Results;

/// <summary>A comparison in turns. The first row is what the others are measured by.</summary>
/// <param name="Title">What was asked.</param>
/// <param name="Unit">What CPU and speed are of: a request or an event.</param>
/// <param name="Rows">The contenders.</param>
internal sealed record Table(string Title, string Unit, IReadOnlyList<Row> Rows) : ITable
{
    /// <summary>Other ratios of CPU that somebody asks for: of a row over another one.</summary>
    public IReadOnlyList<(string Row, string Over)> Ratios { get; init; } = [];

    /// <summary>The row whose latency the others add to; <c>null</c> where nobody asks.</summary>
    public string? Direct { get; init; }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {Title}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"| | CPU, µs per {Unit} | over {Rows[0].Name} | {Unit}s per second | p50, µs | p99, µs | p99.9, µs | MiB | allocated, KiB |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var row in Rows)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {row.Name} | {row.Median(each => each.Cpu):F1} | {row.CpuOver(Rows[0])} | {row.Median(each => each.PerSecond):F0} | {row.Median(each => each.Latency.P50):F0} | {row.Median(each => each.Latency.P99):F0} | {row.Median(each => each.Latency.P999):F0} | {row.Median(each => each.ResidentBytes) / 1_048_576:F0} | {Allocated(row)} |");
        }

        foreach (var (row, over) in Ratios)
            text.AppendLine(CultureInfo.InvariantCulture, $"\n{row} over {over}: {Named(row).CpuOver(Named(over))}");
        if (Direct is not null)
        {
            foreach (var row in Rows.Where(row => row.Name != Direct))
                text.AppendLine(CultureInfo.InvariantCulture, $"\n{row.Name} adds to the latency of {Direct}: p50 {Added(row, each => each.P50)} µs, p99 {Added(row, each => each.P99)} µs, p99.9 {Added(row, each => each.P999)} µs");
        }

        return text.ToString();
    }

    private static string Allocated(Row row) =>
        row.Rounds.All(round => round.AllocatedBytes is not null) ? (row.Median(each => each.AllocatedBytes!.Value) / 1_024).ToString("F1", CultureInfo.InvariantCulture) : "–";

    private Spread Added(Row row, Func<Latency, double> what) =>
        Spread.Of(row.Rounds.Zip(Named(Direct!).Rounds, (mine, direct) => what(mine.Latency) - what(direct.Latency)));

    private Row Named(string name) => Rows.Single(row => row.Name == name);

    public JsonObject ToJson() => new()
    {
        ["title"] = Title,
        ["unit"] = Unit,
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonObject
        {
            ["name"] = row.Name,
            ["rounds"] = new JsonArray([.. row.Rounds.Select(ToJson)]),
        })]),
    };

    private static JsonObject ToJson(Measurement round) => new()
    {
        ["cpu_us"] = Math.Round(round.Cpu, 2),
        ["per_second"] = Math.Round(round.PerSecond),
        ["p50_us"] = Math.Round(round.Latency.P50),
        ["p99_us"] = Math.Round(round.Latency.P99),
        ["p999_us"] = Math.Round(round.Latency.P999),
        ["resident_bytes"] = round.ResidentBytes,
        ["allocated_bytes"] = round.AllocatedBytes is { } allocated ? Math.Round(allocated) : null,
    };
}
