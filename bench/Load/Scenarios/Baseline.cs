using System.Text.Json;
using FerroGate.Bench.Load.Results;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Scenarios;

/// <summary>Holds the CPU of a governed request, over nginx's in the same run, against the number that is kept.</summary>
internal static class Baseline
{
    // Machines are noisy, and one bad minute is no change of the code.
    private const int Measurements = 3;
    private const double Tolerance = 1.2;

    /// <summary>Exit code 1 where it was worse by more than a fifth each time.</summary>
    /// <param name="file">What is kept: <c>governed_over_nginx</c>, a number for each kind of machine that it was measured on.</param>
    /// <param name="programs">What is measured.</param>
    /// <param name="folder">Where the servers write.</param>
    public static async Task<int> HoldAsync(string file, Programs programs, string folder)
    {
        var machine = await Machine.NameAsync();
        var (kept, isKnown) = await ReadAsync(file, machine);
        Console.WriteLine($"kept for {(isKnown ? machine : $"machines that are not in {file}, such as {machine}")}: {kept:F2}; at most {kept * Tolerance:F2} is let pass");
        for (var i = 1; i <= Measurements; i++)
        {
            await using var world = await World.BeginAsync(programs, Path.Combine(folder, $"measurement-{i}"));
            var table = await AnswerScenarios.GovernedAsync(world, Pace.Quick);
            Console.WriteLine(table.ToMarkdown());
            if (table.Rows[1].CpuOver(table.Rows[0]).Median <= kept * Tolerance)
                return 0;
        }

        Console.Error.WriteLine(
            $"A governed request costs more than a fifth more than it did, in {Measurements} measurements of {Measurements}. Make it cheaper, or say in the commit why {file} has to change.");
        return 1;
    }

    // On a machine that nobody has measured on, no better than on the worst that somebody has.
    private static async Task<(double Kept, bool IsKnown)> ReadAsync(string file, string machine)
    {
        using var json = JsonDocument.Parse(await File.ReadAllBytesAsync(file));
        var kept = json.RootElement.GetProperty("governed_over_nginx").EnumerateObject().ToDictionary(each => each.Name, each => each.Value.GetDouble());
        return kept.TryGetValue(machine, out var number) ? (number, true) : (kept.Values.Max(), false);
    }
}
