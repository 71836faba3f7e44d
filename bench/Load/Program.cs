using FerroGate.Bench.Load.Results;
using FerroGate.Bench.Load.Scale;
using FerroGate.Bench.Load.Scenarios;

// The program under load, and what to ask: see bench/run.
var folder = Directory.CreateTempSubdirectory("ferrogate-bench-").FullName;
try
{
    switch (args)
    {
        case [var executable, "scale", var keys, var entries, var data]:
            await ScaleQuestion.RunAsync(executable, int.Parse(keys), int.Parse(entries), Path.GetFullPath(data), Path.Combine(folder, "scale"));
            return 0;
        case [var executable, .. var names] when names.All(name => name == "--quick" || Comparisons.All.ContainsKey(name)):
            var isQuick = names.Contains("--quick");
            var asked = names.Where(name => name != "--quick").ToList();
            var chosen = asked.Count > 0 ? asked : isQuick ? Comparisons.Quick : [.. Comparisons.All.Keys];
            var tables = new List<Table>();
            foreach (var name in chosen)
            {
                await using var world = await World.BeginAsync(executable, Path.Combine(folder, name));
                tables.Add(await Comparisons.All[name](world, isQuick ? Pace.Quick : Pace.Usual));
                Console.WriteLine(tables[^1].ToMarkdown());
            }

            await ResultFiles.WriteAsync("bench/results", executable, TimeProvider.System.GetUtcNow(), tables);
            return 0;
        default:
            Console.Error.WriteLine($"usage: bench/run [--quick] [{string.Join(" | ", Comparisons.All.Keys)}]... or bench/run scale KEYS ENTRIES FOLDER");
            return 2;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
