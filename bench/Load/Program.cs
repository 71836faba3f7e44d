using System.Net.Sockets;
using FerroGate.Bench.Load.Results;
using FerroGate.Bench.Load.Scale;
using FerroGate.Bench.Load.Scenarios;
using FerroGate.Bench.Load.Servers;

// The program under load, and what to ask: see bench/run.
var folder = Directory.CreateTempSubdirectory("ferrogate-bench-").FullName;
try
{
    switch (args)
    {
        case [var executable, "scale", var keys, var entries, var data]:
            await ScaleQuestion.RunAsync(executable, int.Parse(keys), int.Parse(entries), Path.GetFullPath(data), Path.Combine(folder, "scale"));
            return 0;
        case [var executable, "--quick"]:
            return await Baseline.HoldAsync("bench/baseline.json", Programs.Find(executable), folder);
        case [var executable, .. var names] when names.All(AllScenarios.ByName.ContainsKey):
            var programs = Programs.Find(executable);
            var (tables, hasFailed) = (new List<ITable>(), false);
            await using (var world = await World.BeginAsync(programs, folder))
            {
                foreach (var name in names.Length > 0 ? names : AllScenarios.ByName.Keys)
                {
                    // What the others have shown is not lost with one of them.
                    try
                    {
                        tables.Add(await AllScenarios.ByName[name](world, Pace.Usual));
                        Console.WriteLine(tables[^1].ToMarkdown());
                    }
                    catch (Exception exception) when (exception is InvalidOperationException or HttpRequestException or IOException or SocketException)
                    {
                        hasFailed = true;
                        Console.Error.WriteLine($"{name}: {exception.Message}");
                    }
                }
            }

            await ResultFiles.WriteAsync("bench/results", programs, TimeProvider.System.GetUtcNow(), tables);
            return hasFailed ? 1 : 0;
        default:
            Console.Error.WriteLine($"usage: bench/run [{string.Join(" | ", AllScenarios.ByName.Keys)}]..., bench/run --quick, or bench/run scale KEYS ENTRIES FOLDER");
            return 2;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
