using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Gateway;
using FerroGate.Testing.Http;
using Xunit;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>
/// A hundred clients at once, of every protocol, whose targets fail one time in five and in every way: each gets the text of the script or
/// an error, and where one target is healthy next to all of them get the text.
/// </summary>
[Trait("Category", "Process")]
public sealed partial class ChaosTests
{
    private const int AtOnce = 100;
    private const double Share = 0.2;
    private const long MostGrowth = 48L << 20;

    private static readonly string[] Targets = ["wild", "other", "healthy"];

    private static readonly string[] Dialects = ["chat", "responses", "messages", "gemini"];

    [Fact]
    public Task A_minute_of_chaos_truncates_nothing() => RunAsync(TimeSpan.FromMinutes(1));

    [Fact]
    [Trait("Category", "Long")]
    public Task Half_an_hour_of_chaos_truncates_nothing_and_leaves_memory_flat() => RunAsync(TimeSpan.FromMinutes(30));

    private static async Task RunAsync(TimeSpan time)
    {
        await using var world = await World.StartAsync(Config);
        world.Provider.Forgets = true;
        var chaos = new ChaosProvider(20261128, Share);
        world.Provider.Otherwise(chaos.Answer);
        var tally = new Tally();
        await AskAsync(world, time / 3, tally);
        var before = world.Gateway.ResidentBytes();

        await AskAsync(world, time * 2 / 3, tally);

        var growth = world.Gateway.ResidentBytes() - before;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"shown: {tally.Safe + tally.Wild} answers, {chaos.Faults} faults of their targets; with a healthy target {tally.SafeWhole} of {tally.Safe} whole, without one {tally.WildWhole} of {tally.Wild}; resident {before >> 20} MiB, {growth >> 10} KiB more"));
        Assert.True(tally.Wrong.IsEmpty, string.Join("\n\n", tally.Wrong));
        Assert.True(tally.SafeWhole >= tally.Safe * 0.999, $"{tally.SafeWhole} of {tally.Safe} whole, {string.Join('\n', tally.Errors)}");
        Assert.True(tally.Wild > 100 && chaos.Faults > tally.Wild / 10, "There was no chaos");
        Assert.True(growth < MostGrowth, $"Resident memory grew by {growth >> 10} KiB from {before >> 10} KiB");
    }

    private static async Task AskAsync(World world, TimeSpan time, Tally tally)
    {
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async asker =>
        {
            var random = new Random(asker);
            while (Stopwatch.GetElapsedTime(began) < time && tally.Wrong.IsEmpty)
                await AskOnceAsync(world.Client, Dialects[asker % Dialects.Length], isSafe: random.Next(4) > 0, isStream: random.Next(4) > 0, random.Next(1_000_000), tally);
        }));
    }

    private static async Task AskOnceAsync(Client client, string dialect, bool isSafe, bool isStream, int number, Tally tally)
    {
        var (model, text) = ($"{dialect}-{(isSafe ? "safe" : "wild")}", SpokenText.Of(number));
        var request = DialectRequests.Of(dialect, model, isStream);
        var body = Encoding.UTF8.GetString(request.Body!.Value.Span);
        var answer = await client.SendAsync(request with { Body = Encoding.UTF8.GetBytes(Prompt().Replace(body, $"\"say {number}\"")) });

        var isWhole = IsWhole(dialect, answer, isStream, text);
        tally.Count(isSafe, isWhole);
        if (!isWhole && !IsError(dialect, answer, text))
            tally.Wrong.Add($"{model}, {text}: {answer}");
        else if (!isWhole && isSafe)
            tally.Errors.Add($"{model}, stream {isStream}: {answer}");
    }

    private static bool IsWhole(string dialect, Answer answer, bool isStream, string text)
    {
        if (answer.Status != 200 || !answer.IsComplete)
            return false;

        return isStream
            ? ToldAnswer.Of(dialect, answer.Text) is { Finish: not null, HasError: false, Problems.Count: 0, Ids.Count: 1 } told && told.Text == text
            : TextOf(dialect, answer) == text;
    }

    private static string? TextOf(string dialect, Answer answer) => dialect switch
    {
        "chat" => answer.Json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString(),
        "responses" => answer.Json.GetProperty("output")[0].GetProperty("content")[0].GetProperty("text").GetString(),
        "messages" => answer.Json.GetProperty("content")[0].GetProperty("text").GetString(),
        _ => answer.Json.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString(),
    };

    // Either a status that says so, or a stream that breaks off with an error behind a beginning of the text.
    private static bool IsError(string dialect, Answer answer, string text) =>
        answer.IsComplete
        && (answer.Status >= 400
            ? answer.Json.TryGetProperty("error", out _)
            : ToldAnswer.Of(dialect, answer.Text) is { HasError: true, HasEnded: false, Problems.Count: 0 } told && text.StartsWith(told.Text, StringComparison.Ordinal));

    // Models of each protocol whose targets speak three others.
    private static GatewayConfigText Config => new()
    {
        Reliability = """
            provider_dispatch_max_retries 1
            provider_dispatch_timeout_secs 1
            provider_dispatch_budget_secs 10
            provider_stream_silence_secs 1
            """,
        Ai = string.Concat(from name in Targets from dialect in Dialects select Provider(name, dialect))
            + string.Concat(Dialects.Select((dialect, i) => $"""
                model {dialect}-safe -> wild-{dialect}:m other-{After(i, 1)}:m healthy-{After(i, 2)}:m
                model {dialect}-wild -> wild-{dialect}:m other-{After(i, 3)}:m

                """)),
    };

    private static string After(int place, int steps) => Dialects[(place + steps) % Dialects.Length];

    private static string Provider(string name, string dialect) => $$"""
        provider {{name}}-{{dialect}} {
        	kind {{(dialect is "chat" or "responses" ? "openai" : dialect == "messages" ? "anthropic" : "gemini")}}
        	base_url $PROVIDER/{{name}}-{{dialect}}{{(dialect == "gemini" ? "/v1beta" : "/v1")}}
        	api_key secret
        	{{(dialect is "chat" or "responses" ? $"speaks {dialect}" : "")}}
        }

        """;

    [GeneratedRegex("\"(hi|hello)\"")]
    private static partial Regex Prompt();

    private sealed class Tally
    {
        private int _safe;
        private int _safeWhole;
        private int _wild;
        private int _wildWhole;

        public int Safe => _safe;

        public int SafeWhole => _safeWhole;

        public int Wild => _wild;

        public int WildWhole => _wildWhole;

        public ConcurrentBag<string> Wrong { get; } = [];

        public ConcurrentBag<string> Errors { get; } = [];

        public void Count(bool isSafe, bool isWhole)
        {
            Interlocked.Increment(ref isSafe ? ref _safe : ref _wild);
            if (isWhole)
                Interlocked.Increment(ref isSafe ? ref _safeWhole : ref _wildWhole);
        }
    }
}
