using System.Collections.Frozen;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>The moving parts of the providers that a revision can ask.</summary>
internal sealed class ProviderRuntimes
{
    private readonly FrozenDictionary<Provider, ProviderRuntime> _runtimes;

    /// <param name="snapshot">The revision's nouns.</param>
    /// <param name="pool">Where the moving parts come from.</param>
    /// <param name="parts">What the revision holds.</param>
    public ProviderRuntimes(GatewaySnapshot snapshot, ProviderPool pool, RevisionParts parts) =>
        _runtimes = snapshot.ModelList
            .SelectMany(model => model.Targets)
            .Select(target => target.Provider)
            .Distinct(ReferenceEqualityComparer.Instance)
            .Cast<Provider>()
            .ToFrozenDictionary(provider => provider, provider => parts.Own(pool.Take(provider)).Value, ByReference);

    // Of one revision each provider is one object; comparing all that it says, for each request, would be waste.
    private static IEqualityComparer<Provider> ByReference { get; } = EqualityComparer<Provider>.Create(
        ReferenceEquals, System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode);

    public ProviderRuntime Of(Provider provider) => _runtimes[provider];
}
