using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using FerroGate.Testing.Chat;
using FerroGate.Testing.Provider;

namespace FerroGate.Server.Tests.Crash;

/// <summary>
/// Gives every request a number of its own and says it as the prompt's tokens, so that each ledger entry can be traced to
/// the one answer that it accounts for.
/// </summary>
internal sealed partial class NumberedProvider
{
    /// <summary>A request whose body says this is answered only in part, and held until the gateway dies.</summary>
    public const string Hold = "hold-this-one";

    private readonly ConcurrentDictionary<long, bool> _given = new();
    private readonly Action _arrived;
    private readonly Random _random;
    private long _last;

    public NumberedProvider(FakeProvider provider, Random random, Action arrived)
    {
        _random = random;
        _arrived = arrived;
        provider.Otherwise(Answer);
    }

    /// <summary>The output tokens that go with a number.</summary>
    public static long OutputOf(long number) => 3 + (number % 97);

    /// <summary>The provider gave this number to an answer.</summary>
    public bool Gave(long number) => _given.ContainsKey(number);

    /// <summary>The number in an answer's text, as far as the text goes.</summary>
    public static long? NumberIn(string text) =>
        Number().Match(text) is { Success: true } match ? long.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : null;

    private Reply Answer(ReceivedRequest request)
    {
        var number = Interlocked.Increment(ref _last);
        _given[number] = true;
        _arrived();
        var content = string.Create(CultureInfo.InvariantCulture, $"answer-{number}- one two three four five six");
        var reply = request.Json.TryGetProperty("stream", out var stream) && stream.GetBoolean()
            ? ChatReplies.Stream(number, OutputOf(number), content)
            : ChatReplies.Plain(number, OutputOf(number), content);
        if (!request.Text.Contains(Hold, StringComparison.Ordinal))
            return reply;
        lock (_random)
            return reply.HoldAt(_random.Next(reply.Body.Length), new Gate());
    }

    [GeneratedRegex("answer-([0-9]+)-")]
    private static partial Regex Number();
}
