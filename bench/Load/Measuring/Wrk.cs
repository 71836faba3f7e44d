using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FerroGate.Bench.Load.Measuring;

/// <summary>wrk, which sends as many requests as are answered over some connections.</summary>
internal static partial class Wrk
{
    /// <summary>Sends requests for a while.</summary>
    /// <param name="folder">Where its script is put.</param>
    /// <param name="url">Where to.</param>
    /// <param name="request">What is sent each time.</param>
    /// <param name="connections">Over how many connections.</param>
    /// <param name="time">For how long.</param>
    public static async Task<WrkResult> RunAsync(string folder, string url, WrkRequest request, int connections, TimeSpan time)
    {
        // Several may run at once, while servers get warm.
        var script = Path.Combine(folder, $"request-{Guid.NewGuid()}.lua");
        await File.WriteAllTextAsync(script, request.ToLua());
        var start = new ProcessStartInfo("wrk") { RedirectStandardOutput = true };

        // What is slow is not lost: where many are warmed at once, the slowest takes longer for an answer than the two seconds that wrk waits by itself.
        foreach (var argument in (string[])["-t1", $"-c{connections}", $"-d{(int)time.TotalSeconds}s", "--timeout", "60s", "--latency", "-s", script, url])
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        File.Delete(script);
        if (Result().Match(output) is not { Success: true } result)
            throw new InvalidOperationException($"wrk has said: {output}");

        return new WrkResult(Number(result, 1), Number(result, 2), new Latency(Number(result, 3), Number(result, 4), Number(result, 5)), (int)Number(result, 6));
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"result (\S+) (\S+) (\S+) (\S+) (\S+) (\S+)")]
    private static partial Regex Result();
}
