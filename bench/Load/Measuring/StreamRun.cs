using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using FerroGate.Bench.Load.Provider;
using FerroGate.Bench.Load.Servers;

namespace FerroGate.Bench.Load.Measuring;

/// <summary>Asks for so many streams at once, again and again, and counts what comes: a stream that lacks an event, or has one too many, ends the run.</summary>
/// <param name="streams">How many at once.</param>
/// <param name="pace">How each comes.</param>
internal sealed class StreamRun(int streams, StreamPace pace)
{
    private readonly string _body = ChatRequest.Streamed(pace);

    private static ReadOnlySpan<byte> Word => MockAnswers.Word;

    public async Task<Measurement> RunAsync(Server server, TimeSpan time)
    {
        // Its connections end with it: thousands that are kept for nobody would leave no room for the next.
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = int.MaxValue }) { Timeout = Timeout.InfiniteTimeSpan };
        var watch = await Watch.BeginAsync(server);
        var count = 0L;
        var firsts = new List<double>();
        do
        {
            var each = await Task.WhenAll(Enumerable.Range(0, streams).Select(_ => ReadAsync(client, server)));
            firsts.AddRange(each);
            count += (long)streams * pace.Events;
        }
        while (watch.Elapsed < time);

        firsts.Sort();
        return await watch.EndAsync(count, watch.Elapsed.TotalSeconds, new Latency(At(0.5), At(0.99), At(0.999)));

        double At(double share) => firsts[Math.Min(firsts.Count - 1, (int)(firsts.Count * share))];
    }

    // Gives back the microseconds until the first event.
    private async Task<double> ReadAsync(HttpClient client, Server server)
    {
        var start = Stopwatch.GetTimestamp();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.UrlOf(ChatRequest.Path))
        {
            Content = new StringContent(_body, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ChatRequest.Secret) },
        };
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync();
        var (buffer, count, first, matched) = (new byte[8_192], 0, 0.0, 0);
        while (await stream.ReadAsync(buffer) is var read and > 0)
        {
            if (first == 0)
                first = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            foreach (var letter in buffer.AsSpan(0, read))
            {
                // The word of an event, which may come in two pieces.
                matched = letter == Word[matched] ? matched + 1 : letter == Word[0] ? 1 : 0;
                if (matched == Word.Length)
                    (count, matched) = (count + 1, 0);
            }
        }

        return count == pace.Events ? first : throw new InvalidOperationException($"A stream through {server.Name} had {count} of {pace.Events} events.");
    }
}
