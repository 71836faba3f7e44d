using System.Net;

namespace FerroGate.Core.Keys;

/// <summary>
/// Counts the wrong credentials of each client by the minute, so that nobody tries them as fast as the network carries them. Clients choose
/// their addresses, so the table has a fixed size: where it is full the oldest count is forgotten.
/// </summary>
/// <param name="limit">How many a client may send in a minute, at this moment; 0 is as many as it likes.</param>
/// <param name="clock">The clock.</param>
public sealed class WrongCredentials(Func<int> limit, TimeProvider clock)
{
    private const int Sets = 1024;
    private const int Ways = 4;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Count[][] _table = [.. Enumerable.Range(0, Sets).Select(_ => new Count[Ways])];
    private long _answered;
    private long _throttled;

    /// <summary>How many were answered as wrong.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>How many came from a client that had sent too many.</summary>
    public long Throttled => Volatile.Read(ref _throttled);

    /// <summary>Counts one more. How long its client has to wait where it has sent too many; <c>null</c> where it may be told that it is wrong.</summary>
    public TimeSpan? Add(IPAddress? client)
    {
        var most = limit();
        var wait = most == 0 ? null : Add(CredentialSource.Of(client), most);
        Interlocked.Increment(ref wait is null ? ref _answered : ref _throttled);
        return wait;
    }

    private TimeSpan? Add(CredentialSource source, int most)
    {
        // A hash with a secret of this process: nobody can choose addresses that meet in one set.
        var set = _table[(uint)source.GetHashCode() % Sets];
        lock (set)
        {
            var now = clock.GetTimestamp();
            ref var count = ref Find(set, source);
            var age = clock.GetElapsedTime(count.Since, now);
            if (count.Wrong == 0 || count.Source != source || age >= Window)
            {
                count = new Count(source, now, 1);
                return null;
            }

            if (count.Wrong >= most)
                return Window - age;

            count = count with { Wrong = count.Wrong + 1 };
            return null;
        }
    }

    /// <summary>The count of a source, or the one to forget for it.</summary>
    private static ref Count Find(Count[] set, CredentialSource source)
    {
        var oldest = 0;
        for (var way = 0; way < set.Length; way++)
        {
            if (set[way].Wrong > 0 && set[way].Source == source)
                return ref set[way];

            if (set[way].Wrong == 0 || (set[oldest].Wrong > 0 && set[way].Since < set[oldest].Since))
                oldest = way;
        }

        return ref set[oldest];
    }

    private readonly record struct Count(CredentialSource Source, long Since, int Wrong);
}
