using System.Globalization;

namespace FerroGate.Bench.Load.Processes;

/// <summary>What the kernel tells in <c>/proc</c> of a process and all that it has started.</summary>
internal static class ProcessTree
{
    // USER_HZ is 100 on every Linux that .NET runs on.
    private const double SecondsPerTick = 0.01;

    /// <summary>User and system time of all of them so far, in seconds.</summary>
    public static double CpuSeconds(int root) => Members(root).Sum(id => ReadStat(id) is { } stat ? (Number(stat, 11) + Number(stat, 12)) * SecondsPerTick : 0);

    /// <summary>Resident memory of all of them, in bytes. What they share counts once each.</summary>
    public static long ResidentBytes(int root) => Members(root).Sum(id => ReadStat(id) is { } stat ? Number(stat, 21) * Environment.SystemPageSize : 0);

    private static List<int> Members(int root)
    {
        var parents = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0)
            .Select(id => (Id: id, Stat: ReadStat(id)))
            .Where(process => process.Stat is not null)
            .ToLookup(process => (int)Number(process.Stat!, 1), process => process.Id);
        var members = new List<int> { root };
        for (var i = 0; i < members.Count; i++)
            members.AddRange(parents[members[i]]);
        return members;
    }

    // The fields from the state on; the name before it, in brackets, may have any letters.
    private static string[]? ReadStat(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Number(string[] fields, int at) => long.Parse(fields[at], CultureInfo.InvariantCulture);
}
