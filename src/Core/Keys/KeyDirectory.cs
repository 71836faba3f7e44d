using System.Collections.Concurrent;

namespace FerroGate.Core.Keys;

/// <summary>
/// Every key that the gateway accepts, by hash: those of the config file and those of the store. Stored keys come and
/// go one by one, without a new revision of the config; where both name one secret, the file wins.
/// </summary>
public sealed class KeyDirectory
{
    private readonly ConcurrentDictionary<KeyHash, VirtualKey> _stored = new();
    private volatile IReadOnlyDictionary<KeyHash, VirtualKey> _file = new Dictionary<KeyHash, VirtualKey>();

    /// <summary>Finds a key by the hash of the presented secret; never a scan.</summary>
    public VirtualKey? Find(KeyHash hash) =>
        _file.TryGetValue(hash, out var key) || _stored.TryGetValue(hash, out key) ? key : null;

    /// <summary>Replaces the keys of the config file by those of a new revision.</summary>
    public void UseFile(IReadOnlyDictionary<KeyHash, VirtualKey> keys) => _file = keys;

    /// <summary>Makes the stored keys exactly <paramref name="keys"/>.</summary>
    public void UseStored(IReadOnlyCollection<VirtualKey> keys)
    {
        var wanted = keys.ToDictionary(key => key.Hash);
        foreach (var gone in _stored.Keys.Where(hash => !wanted.ContainsKey(hash)))
        {
            _stored.TryRemove(gone, out _);
        }

        foreach (var key in keys)
        {
            _stored[key.Hash] = key;
        }
    }
}
