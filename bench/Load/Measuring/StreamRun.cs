using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using FerroGate.Bench.Load.Processes;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Measuring;

/// <summary>Asks for so many streams at once, again and again, and counts what comes: a stream that lacks an event ends the run.</summary>
/// <param name="streams">How many at once.</param>
/// <param name="events">How many each has.</param>
internal sealed class StreamRun(int streams, int events)
{
    private static readonly HttpClient s_client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = int.MaxValue }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<Measurement> RunAsync(Server server, string path, string body, string secret, TimeSpan time)
    {
        var (start, before, count) = (Stopwatch.GetTimestamp(), ProcessTree.CpuSeconds(server.ProcessId), 0L);
        var firsts = new List<double>();
        do
        {
            var each = await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => ReadAsync(server, path, body, secret)));
            firsts.AddRange(each);
            count += (long)streams * events;
        }
        while (Stopwatch.GetElapsedTime(start) < time);

        var cpu = ProcessTree.CpuSeconds(server.ProcessId) - before;
        firsts.Sort();
        return new Measurement(cpu * 1e6 / count, count / Stopwatch.GetElapsedTime(start).TotalSeconds, new Latency(At(0.5), At(0.99), At(0.999)), ProcessTree.ResidentBytes(server.ProcessId));

        double At(double share) => firsts[Math.Min(firsts.Count - 1, (int)(firsts.Count * share))];
    }

    // Gives back the microseconds until the first event.
    private async Task<double> ReadAsync(Server server, string path, string body, string secret)
    {
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.UrlOf(path))
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) },
        };
        using var answer = await s_client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var (buffer, count, first, last) = (new byte[8_192], 0, 0.0, (byte)0);
        while (await stream.ReadAsync(buffer) is var read and > 0)
        {
            if (count == 0)
                first = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            foreach (var letter in buffer.AsSpan(0, read))
            {
                // An event ends with an empty line.
                if (letter == '\n' && last == '\n')
                    count++;
                last = letter;
            }
        }

        return count >= events ? first : throw new InvalidOperationException($"A stream through {server.Name} had {count} of {events} events.");
    }
}
