namespace FerroGate.Core.Limits;

/// <summary>
/// Counts requests or tokens in 60 buckets of one second, so that no aligned 60 seconds hold more than the limit. Seconds are those of
/// its owner's clock, from zero. Not safe for concurrent use: its owner locks.
/// </summary>
public sealed class RateMeter
{
    private const int WindowSeconds = 60;

    private readonly long[] _buckets = new long[WindowSeconds];
    private long _second;
    private long _sum;

    /// <summary>Nothing was taken in the window that ends with this second.</summary>
    public bool IsEmptyAt(long second) => _sum == 0 || second - _second >= WindowSeconds;

    public bool Fits(long second, long limit, long amount)
    {
        Advance(second);
        return amount <= limit - _sum;
    }

    /// <summary>Takes so much in a second of the window; what is older does not count.</summary>
    public void Take(long second, long amount)
    {
        Advance(second);
        if (second <= _second - WindowSeconds)
            return;

        ref var bucket = ref Bucket(second);
        var taken = Math.Min(amount, long.MaxValue - _sum);
        bucket += taken;
        _sum += taken;
    }

    /// <summary>Gives back what was taken in a second and not used, if the window still has that.</summary>
    public void Return(long second, long amount)
    {
        if (second <= _second - WindowSeconds || second > _second)
            return;

        ref var bucket = ref Bucket(second);
        var returned = Math.Min(amount, bucket);
        bucket -= returned;
        _sum -= returned;
    }

    /// <summary>Where it stands.</summary>
    /// <param name="second">Now.</param>
    /// <param name="limit">The limit.</param>
    /// <param name="amount">What is asked for; zero where it has been taken.</param>
    public RateStatus StatusOf(long second, long limit, long amount)
    {
        Advance(second);
        return new RateStatus(limit, Math.Max(0, limit - _sum), UntilEmpty(), UntilFits(limit, amount));
    }

    private ref long Bucket(long second) => ref _buckets[((second % WindowSeconds) + WindowSeconds) % WindowSeconds];

    private void Advance(long now)
    {
        for (var passed = Math.Min(now - _second, WindowSeconds); passed > 0; passed--)
        {
            ref var expired = ref Bucket(now - passed + 1);
            _sum -= expired;
            expired = 0;
        }

        _second = Math.Max(_second, now);
    }

    // The bucket of second s leaves the window when second s + 60 begins.
    private TimeSpan? UntilFits(long limit, long amount)
    {
        if (amount > limit)
            return null;

        var rest = _sum;
        for (var wait = 0; wait < WindowSeconds; wait++)
        {
            if (wait > 0)
                rest -= Bucket(_second + wait);
            if (amount <= limit - rest)
                return TimeSpan.FromSeconds(wait);
        }

        return TimeSpan.FromSeconds(WindowSeconds);
    }

    private TimeSpan UntilEmpty()
    {
        for (var age = 0; age < WindowSeconds; age++)
        {
            if (Bucket(_second - age) > 0)
                return TimeSpan.FromSeconds(WindowSeconds - age);
        }

        return TimeSpan.Zero;
    }
}
