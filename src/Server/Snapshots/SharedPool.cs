namespace FerroGate.Server.Snapshots;

/// <summary>
/// Things that outlive a revision as long as another one wants them too: made when the first asks, disposed of when the last
/// has let go.
/// </summary>
/// <param name="ended">Told of each that is disposed of.</param>
internal sealed class SharedPool<TKey, TValue>(Action<TValue>? ended = null) : IAsyncDisposable
    where TKey : notnull
    where TValue : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Entry> _entries = [];

    /// <summary>Everything that somebody holds at this moment.</summary>
    public IReadOnlyList<TValue> Values => [.. Entries.Select(entry => entry.Value)];

    /// <summary>The same with their keys.</summary>
    public IReadOnlyList<KeyValuePair<TKey, TValue>> Entries
    {
        get
        {
            lock (_lock)
                return [.. _entries.Select(entry => KeyValuePair.Create(entry.Key, entry.Value.Value))];
        }
    }

    /// <summary>Takes the thing of that key, making it if nobody holds it.</summary>
    public Lease<TValue> Take(TKey key, Func<TValue> make)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var entry))
                _entries[key] = entry = new Entry(make());

            entry.Holders++;
            return new Lease<TValue>(entry.Value, () => LetGoAsync(key, entry));
        }
    }

    /// <summary>Disposes of everything, whoever holds it: nothing will be asked for any more.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Entry> all;
        lock (_lock)
        {
            all = [.. _entries.Values];
            _entries.Clear();
        }

        await Task.WhenAll(all.Select(entry => EndAsync(entry.Value).AsTask()));
    }

    private ValueTask LetGoAsync(TKey key, Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Holders > 0 || !_entries.Remove(key))
                return ValueTask.CompletedTask;
        }

        return EndAsync(entry.Value);
    }

    private async ValueTask EndAsync(TValue value)
    {
        if (value is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (value as IDisposable)?.Dispose();

        ended?.Invoke(value);
    }

    private sealed class Entry(TValue value)
    {
        public TValue Value => value;

        public int Holders { get; set; }
    }
}
