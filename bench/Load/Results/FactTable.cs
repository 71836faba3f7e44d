using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace FerroGate.Bench.Load.Results;

/// <summary>Numbers of several servers that are not measured in turns.</summary>
/// <param name="Title">What was asked.</param>
/// <param name="Columns">What the numbers are, with their units.</param>
/// <param name="Rows">The servers, and their numbers in the order of the columns.</param>
internal sealed record FactTable(string Title, IReadOnlyList<string> Columns, IReadOnlyList<(string Name, IReadOnlyList<double> Numbers)> Rows) : ITable
{
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"## {Title}\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", Columns)} |");
        text.AppendLine("|---|" + string.Concat(Columns.Select(_ => "---|")));
        foreach (var (name, numbers) in Rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", numbers.Select(number => number.ToString("F1", CultureInfo.InvariantCulture)))} |");
        return text.ToString();
    }

    public JsonObject ToJson() => new()
    {
        ["title"] = Title,
        ["rows"] = new JsonArray([.. Rows.Select(row => new JsonObject(
            [new("name", row.Name), .. Columns.Zip(row.Numbers, (column, number) => KeyValuePair.Create(column, (JsonNode?)Math.Round(number, 2)))]))]),
    };
}
