using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Results;

/// <summary>The tables of a run, for people and for programs.</summary>
internal static class ResultFiles
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static async Task WriteAsync(string folder, Programs programs, DateTimeOffset at, IReadOnlyList<ITable> tables)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, at.ToString("yyyy-MM-dd-HHmm", CultureInfo.InvariantCulture));
        var machine = await Machine.NameAsync();
        var versions = await VersionsAsync(programs);
        await File.WriteAllTextAsync(
            name + ".md",
            $"""
            # {at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: FerroGate on {machine}

            Ratios are of turns that were run one after the other, with the least and the most of them. FerroGate is the ReadyToRun artifact where
            nothing else is said. {string.Join(", ", versions.Select(version => $"{version.Key} {version.Value}"))}.


            """
            + string.Join('\n', tables.Select(table => table.ToMarkdown())));
        var json = new JsonObject
        {
            ["at"] = at.ToString("O", CultureInfo.InvariantCulture),
            ["machine"] = machine,
            ["versions"] = new JsonObject(versions.Select(version => KeyValuePair.Create(version.Key, (JsonNode?)version.Value))),
            ["tables"] = new JsonArray([.. tables.Select(table => table.ToJson())]),
        };
        await File.WriteAllTextAsync(name + ".json", json.ToJsonString(Indented) + "\n");
    }

    private static async Task<Dictionary<string, string>> VersionsAsync(Programs programs)
    {
        var versions = new Dictionary<string, string>
        {
            [".NET"] = RuntimeInformation.FrameworkDescription,
            ["nginx"] = await SayAsync("nginx", "-v"),
            ["HAProxy"] = await SayAsync("haproxy", "-v"),
            ["Caddy"] = await SayAsync("caddy", "version"),
        };
        if (programs.Portkey is { } script)
        {
            using var package = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(script)!, "../package.json")));
            versions["Portkey"] = package.RootElement.GetProperty("version").GetString()!;
        }

        return versions;
    }

    // The first line of what it says, on whichever side.
    private static async Task<string> SayAsync(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (await error + await output).Split('\n')[0];
    }
}
