using System.Collections.Concurrent;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>The credentials of a provider in turn. One that it refuses is set aside for a while: somebody may give it back its rights.</summary>
internal sealed class CredentialRing(Provider provider, TimeProvider clock)
{
    private static readonly TimeSpan Aside = TimeSpan.FromMinutes(5);

    private readonly IReadOnlyList<ProviderCredential> _all = provider.Credentials.All;
    private readonly ConcurrentDictionary<ProviderCredential, long> _refused = new();
    private readonly Provider[] _showing = [.. provider.Credentials.All.Select(one => provider.Credentials.All.Count == 1 ? provider : provider with { Credentials = one })];
    private int _turns = -1;

    /// <summary>There is more than one.</summary>
    public bool HasSeveral => _all.Count > 1;

    /// <summary>The provider as it is shown the next of them; where all are set aside, the next all the same.</summary>
    public Provider Next()
    {
        var first = (int)((uint)Interlocked.Increment(ref _turns) % (uint)_all.Count);
        for (var offset = 0; offset < _all.Count; offset++)
        {
            var next = (first + offset) % _all.Count;
            if (!IsAside(_all[next]))
                return _showing[next];
        }

        return _showing[first];
    }

    /// <summary>The provider as it is shown one of them.</summary>
    public Provider Showing(ProviderCredential credential) => _showing.First(provider => provider.Credential.Equals(credential));

    /// <summary>Sets one aside that was refused; whether another is left.</summary>
    public bool SetAside(ProviderCredential refused)
    {
        _refused[refused] = clock.GetTimestamp();
        return _all.Any(one => !IsAside(one));
    }

    private bool IsAside(ProviderCredential credential) =>
        _refused.TryGetValue(credential, out var since) && clock.GetElapsedTime(since) < Aside;
}
