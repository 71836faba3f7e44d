using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FerroGate.Bench.Load.Results;

/// <summary>The tables of a run, for people and for programs.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task WriteAsync(string folder, string executable, DateTimeOffset at, IReadOnlyList<Table> tables)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, at.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture));
        var machine = await MachineAsync();
        var program = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(executable)))!;
        await File.WriteAllTextAsync(
            name + ".md",
            string.Create(CultureInfo.InvariantCulture, $"# {at:yyyy-MM-dd}: FerroGate ({program}) on {machine}\n\nRatios are of rounds that were run one after the other, with the least and the most of them.\n\n")
            + string.Join('\n', tables.Select(table => table.ToMarkdown())));
        var json = new JsonObject
        {
            ["at"] = at.ToString("O", CultureInfo.InvariantCulture),
            ["program"] = program,
            ["machine"] = machine,
            ["tables"] = new JsonArray([.. tables.Select(table => table.ToJson())]),
        };
        await File.WriteAllTextAsync(name + ".json", json.ToJsonString(Indented) + "\n");
    }

    private static async Task<string> MachineAsync()
    {
        var model = (await File.ReadAllLinesAsync("/proc/cpuinfo")).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        return $"{Environment.ProcessorCount} × {model ?? "an unnamed processor"}";
    }
}
