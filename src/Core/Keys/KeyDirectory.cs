using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace FerroGate.Core.Keys;

/// <summary>
/// Every key that the gateway accepts, by hash: those of the config file and those of the store. Stored keys come and
/// go one by one, without a new revision of the config; where both name one secret or one id, the file wins. A key that is rotated is found by both
/// of its secrets.
/// </summary>
public sealed class KeyDirectory
{
    private readonly ConcurrentDictionary<KeyHash, VirtualKey> _stored = new();

    // Only who changes stored keys looks here, one at a time.
    private readonly Dictionary<string, VirtualKey> _storedById = new(StringComparer.Ordinal);
    private volatile FileKeys _file = FileKeys.None;
    private volatile bool _hasStored;

    /// <summary>There is no key at all.</summary>
    public bool IsEmpty => !_hasStored && _file.ByHash.Count == 0;

    /// <summary>Finds a key by the hash of the presented secret; never a scan.</summary>
    public VirtualKey? Find(KeyHash hash) =>
        Find(_file, hash);

    /// <summary>All of them; one with two secrets may come twice.</summary>
    public IEnumerable<VirtualKey> All
    {
        get
        {
            var file = _file;
            return file.ByHash.Values.Concat(_stored.Values.Where(key => !file.Ids.Contains(key.Id)));
        }
    }

    /// <summary>Replaces the keys of the config file by those of a new revision.</summary>
    public void UseFile(IReadOnlyDictionary<KeyHash, VirtualKey> keys) => _file = new FileKeys(keys, keys.Values.Select(key => key.Id).ToFrozenSet(StringComparer.Ordinal));

    /// <summary>Takes over what changed in the store; all other keys stay the same objects.</summary>
    public void Change(IEnumerable<KeyChange> changes)
    {
        lock (_storedById)
        {
            foreach (var change in changes)
            {
                // Before the first can be found.
                _hasStored |= change.Key is not null;
                Change(change);
            }

            _hasStored = _storedById.Count > 0;
        }
    }

    /// <summary>The keys of a config by each of their hashes.</summary>
    public static IEnumerable<KeyValuePair<KeyHash, VirtualKey>> ByHash(IEnumerable<VirtualKey> keys) =>
        keys.SelectMany(key => HashesOf(key).Select(hash => KeyValuePair.Create(hash, key)));

    private VirtualKey? Find(FileKeys file, KeyHash hash)
    {
        if (file.ByHash.TryGetValue(hash, out var key))
            return key;

        return _stored.TryGetValue(hash, out key) && !file.Ids.Contains(key.Id) ? key : null;
    }

    private void Change(KeyChange change)
    {
        _storedById.Remove(change.Id, out var before);
        if (change.Key is { } key)
        {
            _storedById[change.Id] = key;
            foreach (var hash in HashesOf(key))
                _stored[hash] = key;
        }

        // Last, so that a request in between finds the one or the other.
        if (before is null)
            return;

        foreach (var hash in HashesOf(before))
        {
            // Another key may have the secret by now.
            if (_stored.TryGetValue(hash, out var holder) && ReferenceEquals(holder, before))
                _stored.TryRemove(KeyValuePair.Create(hash, before));
        }
    }

    private sealed record FileKeys(IReadOnlyDictionary<KeyHash, VirtualKey> ByHash, FrozenSet<string> Ids)
    {
        public static FileKeys None { get; } = new(new Dictionary<KeyHash, VirtualKey>(), FrozenSet<string>.Empty);
    }

    private static IEnumerable<KeyHash> HashesOf(VirtualKey key) => key.PreviousHash is { } previous ? [key.Hash, previous] : [key.Hash];
}
