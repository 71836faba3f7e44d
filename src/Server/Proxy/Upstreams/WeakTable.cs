using System.Collections.Concurrent;

namespace FerroGate.Server.Proxy.Upstreams;

/// <summary>
/// Things by their key that live as long as somebody else holds them: a reload compiles everything anew and finds here what was
/// there before, and what no revision holds any more is forgotten.
/// </summary>
internal sealed class WeakTable<TKey, TValue>(Func<TKey, TValue> make)
    where TKey : notnull
    where TValue : class
{
    private const int SweepEvery = 256;

    private readonly ConcurrentDictionary<TKey, WeakReference<TValue>> _values = new();
    private int _additions;

    public TValue Get(TKey key)
    {
        while (true)
        {
            if (_values.TryGetValue(key, out var known) && known.TryGetTarget(out var value))
                return value;

            value = make(key);
            var reference = new WeakReference<TValue>(value);
            if (known is null ? _values.TryAdd(key, reference) : _values.TryUpdate(key, reference, known))
            {
                Sweep();
                return value;
            }
        }
    }

    private void Sweep()
    {
        if (Interlocked.Increment(ref _additions) % SweepEvery != 0)
            return;

        foreach (var entry in _values)
        {
            if (!entry.Value.TryGetTarget(out _))
                _values.TryRemove(entry);
        }
    }
}
