using FerroGate.Core.Circuits;

namespace FerroGate.Core.Routing;

/// <summary>What moves of a target: its circuit, who is with it, and how fast it was.</summary>
/// <param name="clock">The clock.</param>
/// <param name="changed">Is told of every change of its circuit.</param>
public sealed class TargetState(TimeProvider clock, Action<CircuitChange>? changed = null)
{
    /// <summary>
    /// A target whose latency nobody knows is tried so that it becomes known, but not by everybody at once, and not again and
    /// again where it only fails.
    /// </summary>
    private static readonly TimeSpan BetweenTrials = TimeSpan.FromSeconds(10);

    private readonly DecayedLatency _streamed = new(clock);
    private readonly DecayedLatency _plain = new(clock);
    private int _inFlight;
    private long _lastBegan = long.MinValue;

    /// <summary>What its model was seen to make of text.</summary>
    public SeenTokens Tokens { get; } = new();

    public Circuit Circuit { get; } = new(clock, changed);

    /// <summary>The exchanges that it is answering.</summary>
    public int InFlight => Volatile.Read(ref _inFlight);

    /// <summary>Nobody is trying it, and the last who did was long ago.</summary>
    public bool MayBeTried => InFlight == 0
        && Volatile.Read(ref _lastBegan) is var began
        && (began == long.MinValue || clock.GetElapsedTime(began) >= BetweenTrials);

    /// <summary>The time to the first token of a stream, or to a whole answer: the two are not compared with each other.</summary>
    public DecayedLatency LatencyOf(bool streamed) => streamed ? _streamed : _plain;

    /// <summary>An exchange turns to it, until the use is disposed of.</summary>
    public TargetUse Begin()
    {
        var now = clock.GetTimestamp();
        Volatile.Write(ref _lastBegan, now);
        Interlocked.Increment(ref _inFlight);
        return new TargetUse(this, now, clock);
    }

    internal void Leave() => Interlocked.Decrement(ref _inFlight);
}
