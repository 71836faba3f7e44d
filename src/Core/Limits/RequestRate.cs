namespace FerroGate.Core.Limits;

/// <summary>
/// Counts requests in 60 buckets of one second, so that no aligned 60 seconds hold more than the limit. Not safe for
/// concurrent use: its owner locks.
/// </summary>
public sealed class RequestRate(TimeProvider clock)
{
    private const int WindowSeconds = 60;

    private readonly int[] _buckets = new int[WindowSeconds];
    private readonly long _start = clock.GetTimestamp();
    private long _second;
    private int _sum;

    /// <summary>Takes one request if fewer than <paramref name="limit"/> were taken in the window.</summary>
    public bool TryTake(int limit, out RateStatus status)
    {
        Advance();
        if (_sum >= limit)
        {
            status = new RateStatus(limit, 0, SecondsUntilEmpty(), SecondsUntilBelow(limit));
            return false;
        }

        _buckets[_second % WindowSeconds]++;
        _sum++;
        status = new RateStatus(limit, limit - _sum, SecondsUntilEmpty(), TimeSpan.Zero);
        return true;
    }

    private void Advance()
    {
        var now = (long)clock.GetElapsedTime(_start).TotalSeconds;
        for (var passed = Math.Min(now - _second, WindowSeconds); passed > 0; passed--)
        {
            var expired = (now - passed + 1) % WindowSeconds;
            _sum -= _buckets[expired];
            _buckets[expired] = 0;
        }

        _second = Math.Max(_second, now);
    }

    // The bucket of second s leaves the window when second s + 60 begins.
    private TimeSpan SecondsUntilBelow(int limit)
    {
        var rest = _sum;
        for (var wait = 1; wait < WindowSeconds; wait++)
        {
            rest -= _buckets[(_second + wait) % WindowSeconds];
            if (rest < limit)
            {
                return TimeSpan.FromSeconds(wait);
            }
        }

        return TimeSpan.FromSeconds(WindowSeconds);
    }

    private TimeSpan SecondsUntilEmpty()
    {
        for (var age = 0; age < WindowSeconds; age++)
        {
            if (_buckets[(_second + WindowSeconds - age) % WindowSeconds] > 0)
            {
                return TimeSpan.FromSeconds(WindowSeconds - age);
            }
        }

        return TimeSpan.Zero;
    }
}
