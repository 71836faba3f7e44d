using System.Collections.Concurrent;

namespace FerroGate.Core.Keys;

/// <summary>When keys were used last, as far as it is not written down yet.</summary>
public sealed class KeyUses
{
    private ConcurrentDictionary<string, long> _ticks = new(StringComparer.Ordinal);

    /// <summary>A key was used.</summary>
    public void Note(string keyId, DateTimeOffset now) => Volatile.Read(ref _ticks)[keyId] = now.UtcTicks;

    /// <summary>What was noted since this was asked last. Who notes at that moment may be missed, until the next use of the key.</summary>
    public IReadOnlyCollection<KeyValuePair<string, DateTimeOffset>> Take()
    {
        if (Volatile.Read(ref _ticks).IsEmpty)
            return [];

        var taken = Interlocked.Exchange(ref _ticks, new(StringComparer.Ordinal));
        return [.. taken.Select(use => KeyValuePair.Create(use.Key, new DateTimeOffset(use.Value, TimeSpan.Zero)))];
    }
}
