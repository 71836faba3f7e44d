using System.Collections.Concurrent;

namespace FerroGate.Core.Limits.Shared;

/// <summary>What could not be given back while the counters were away, and is given back when they are there again.</summary>
internal sealed class OwedReturns(ISharedCounters counters)
{
    // What is forgotten ends with its lease.
    private const int Most = 65_536;

    private readonly ConcurrentQueue<GivenBack> _owed = new();

    /// <summary>Gives it back now or later; nobody waits for it.</summary>
    public void GiveBack(GivenBack back)
    {
        if (!back.IsNothing)
            _ = TryGiveBackAsync(back);
    }

    /// <summary>Gives back all that is owed.</summary>
    public async Task PayAsync()
    {
        for (var owed = _owed.Count; owed > 0 && !counters.IsAway && _owed.TryDequeue(out var back); owed--)
            await TryGiveBackAsync(back);
    }

    private async Task TryGiveBackAsync(GivenBack back)
    {
        try
        {
            await counters.GiveBackAsync(back);
        }
        catch (CountersAwayException)
        {
            if (_owed.Count < Most)
                _owed.Enqueue(back);
        }
    }
}
