using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Worlds;
using FerroGate.Testing.Http;

namespace FerroGate.Server.Tests.Load;

/// <summary>
/// Clients that ask without a pause, as those of a pool do: over connections that stay until an answer says that they end, and by
/// streams whose every event counts. Whatever goes wrong for one of them is kept.
/// </summary>
internal sealed partial class Traffic : IAsyncDisposable
{
    private const int Words = 20;
    private const int AtOnce = 4;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly List<Task> _clients = [];
    private long _answers;
    private long _streams;

    /// <summary>Everything that went wrong.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Plain answers that came whole.</summary>
    public long Answers => Volatile.Read(ref _answers);

    /// <summary>Streams that came whole.</summary>
    public long Streams => Volatile.Read(ref _streams);

    /// <summary>Clients that ask for a path again and again.</summary>
    /// <param name="count">How many.</param>
    /// <param name="host">Where.</param>
    /// <param name="target">What.</param>
    /// <param name="isRight">Whether an answer is one of those that may come.</param>
    public void Ask(int count, Uri host, string target, Func<string, bool> isRight)
    {
        for (var i = 0; i < count; i++)
            _clients.Add(Task.Run(() => UntilStoppedAsync(() => AskOverOneConnectionAsync(host, target, isRight))));
    }

    /// <summary>The same over HTTP/2: each client has one connection at a time, with many requests in it.</summary>
    public void AskOverHttp2(int count, Uri host, string target, Func<string, bool> isRight)
    {
        for (var i = 0; i < count; i++)
        {
            var client = Http2Client.Of(host, () => { });
            for (var each = 0; each < AtOnce; each++)
                _clients.Add(Task.Run(() => UntilStoppedAsync(() => AskOverHttp2Async(client, target, isRight))));
        }
    }

    /// <summary>Clients that have the built-in provider say their own words back, a few in a second.</summary>
    public void Stream(int count, Uri host, string key, string model)
    {
        var number = 0;
        for (var i = 0; i < count; i++)
            _clients.Add(Task.Run(() => UntilStoppedAsync(() => StreamAsync(host, key, model, Interlocked.Increment(ref number)))));
    }

    /// <summary>Lets everybody finish what they have begun.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clients);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task UntilStoppedAsync(Func<Task> ask)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await ask();
            }
            catch (Exception exception)
            {
                _failures.Enqueue(exception.Message);
            }
        }
    }

    private async Task AskOverOneConnectionAsync(Uri host, string target, Func<string, bool> isRight)
    {
        await using var connection = await Connection.OpenAsync(host);
        while (!_stop.IsCancellationRequested)
        {
            await connection.SendAsync(Request.Get(target));
            var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();
            if (answer is not { Status: 200, IsComplete: true } || !isRight(answer.Text))
                _failures.Enqueue(answer.ToString());

            Interlocked.Increment(ref _answers);
            if (answer.Headers["connection"] == "close")
                return;
        }
    }

    private async Task AskOverHttp2Async(HttpClient client, string target, Func<string, bool> isRight)
    {
        using var answer = await client.GetAsync(target);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode || !isRight(text))
            _failures.Enqueue($"{(int)answer.StatusCode} {text}");

        Interlocked.Increment(ref _answers);
    }

    private async Task StreamAsync(Uri host, string key, string model, int number)
    {
        var words = string.Join(' ', Enumerable.Range(0, Words).Select(word => string.Create(CultureInfo.InvariantCulture, $"s{number}w{word}")));
        var body = $$"""{"model":"{{model}}","stream":true,"messages":[{"role":"user","content":"{{words}}"}]}""";
        await using var connection = await new Client(host, key).StartAsync(Request.Chat(body));
        var answer = await (await connection.ReceiveAsync()).ReadToEndAsync();
        var said = string.Concat(Content().Matches(answer.Text).Select(match => match.Groups[1].Value)).Trim();
        if (answer is not { Status: 200, IsComplete: true } || said != words || !answer.Text.EndsWith("data: [DONE]\n\n", StringComparison.Ordinal))
            _failures.Enqueue($"Wanted {words}, got {answer}");

        Interlocked.Increment(ref _streams);
    }

    [GeneratedRegex("\"delta\":{\"content\":\"([^\"]*)\"")]
    private static partial Regex Content();
}
