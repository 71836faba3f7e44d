using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Server.Tests.Dialects;
using FerroGate.Testing.Provider;

namespace FerroGate.Server.Tests.Resilience;

/// <summary>Targets that answer with the text whose number is asked for, or fail in any way; those named <c>healthy</c> never do.</summary>
internal sealed partial class ChaosProvider(int seed, double share)
{
    private readonly Random _random = new(seed);
    private readonly Gate _never = new();
    private int _faults;

    /// <summary>How many answers were spoilt.</summary>
    public int Faults => Volatile.Read(ref _faults);

    /// <summary>What a target at the path <c>/NAME-DIALECT/</c> answers.</summary>
    public Reply Answer(ReceivedRequest request)
    {
        var (name, dialect) = request.Target.Split('/')[1].Split('-') is [var first, var second] ? (first, second) : throw new ArgumentException(request.Target, nameof(request));
        var random = new Random(Next());
        var text = SpokenText.Of(int.Parse(Number().Match(request.Text).Groups[1].Value, CultureInfo.InvariantCulture));
        var isStream = request.Target.Contains("stream", StringComparison.Ordinal) || request.Text.Contains("\"stream\":true", StringComparison.Ordinal);
        var spoils = name != "healthy" && random.NextDouble() < share;
        if (spoils)
            Interlocked.Increment(ref _faults);
        return (spoils, isStream) switch
        {
            (false, true) => Reply.Sse(string.Concat(SpokenText.Events(dialect, text, random))),
            (false, false) => Reply.Json(SpokenText.Plain(dialect, text)),
            (true, true) => SpoiltStream(dialect, SpokenText.Events(dialect, text, random), random),
            (true, false) => Spoilt(dialect, Reply.Json(SpokenText.Plain(dialect, text)), random),
        };
    }

    private int Next()
    {
        lock (_random)
            return _random.Next();
    }

    private static Reply Spoilt(string dialect, Reply whole, Random random) => random.Next(10) switch
    {
        0 => Reply.Dead(),
        1 => DialectReplies.Error(dialect, 429).With("retry-after", "0"),
        2 => DialectReplies.Error(dialect, 429).With("retry-after", "60"),
        3 => DialectReplies.Error(dialect, 503),
        4 => Reply.Error(500, "It failed", "server_error"),
        5 => Reply.Json("<html>"),
        6 => whole.StopAt(random.Next(whole.Body.Length)).ThenCut(),
        7 => whole.StopAt(random.Next(whole.Body.Length)).ThenReset(),
        8 => Reply.Garbage("no HTTP at all"),
        _ => DialectReplies.Plain(dialect).With("x-much", new string('x', 100 * 1024)),
    };

    private Reply SpoiltStream(string dialect, IReadOnlyList<string> events, Random random)
    {
        var whole = Reply.Sse(string.Concat(events));
        var some = string.Concat(events.Take(random.Next(events.Count - 1)));
        return random.Next(9) switch
        {
            0 => whole.StopAt(random.Next(whole.Body.Length)).ThenCut(),
            1 => whole.StopAt(random.Next(whole.Body.Length)).ThenReset(),
            2 => Reply.Sse(some + "data: {\"half\":\n\n" + string.Concat(events.TakeLast(1))),
            3 => Reply.Sse(some + RescueTests.Error(dialect)),
            4 => Reply.Sse(some),
            5 when random.Next(4) == 0 => whole.HoldAt(random.Next(whole.Body.Length), _never),
            6 when random.Next(4) == 0 => whole.HoldHead(_never),
            _ => Spoilt(dialect, whole, random),
        };
    }

    [GeneratedRegex("say ([0-9]+)")]
    private static partial Regex Number();
}
