using FerroGate.Bench.Load.Questions;
using FerroGate.Bench.Load.Questions.Scale;

// bench/run EXECUTABLE governed [ROUNDS SECONDS] | scale KEYS ENTRIES FOLDER
var folder = Directory.CreateTempSubdirectory("ferrogate-bench-").FullName;
try
{
    switch (args)
    {
        case [var executable, "governed", var rounds, var seconds]:
            await GovernedQuestion.RunAsync(executable, folder, int.Parse(rounds), TimeSpan.FromSeconds(int.Parse(seconds)));
            return 0;
        case [var executable, "scale", var keys, var entries, var data]:
            await ScaleQuestion.RunAsync(executable, int.Parse(keys), int.Parse(entries), Path.GetFullPath(data), Path.Combine(folder, "scale"));
            return 0;
        default:
            Console.Error.WriteLine("usage: bench/run [governed ROUNDS SECONDS | scale KEYS ENTRIES FOLDER]");
            return 2;
    }
}
finally
{
    Directory.Delete(folder, recursive: true);
}
