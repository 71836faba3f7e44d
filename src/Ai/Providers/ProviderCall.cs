using FerroGate.Ai.Dialects;
using FerroGate.Ai.Envelopes;

namespace FerroGate.Ai.Providers;

/// <summary>What is asked of a provider, as far as its URL and its headers depend on it.</summary>
/// <param name="Dialect">The protocol of the request; one that the provider speaks.</param>
/// <param name="Model">The name that the provider knows the model by.</param>
/// <param name="Stream">The answer is to be streamed.</param>
/// <param name="AsEvents">Where a dialect has two forms of stream: as server-sent events, and not as one JSON array.</param>
public readonly record struct ProviderCall(IDialect Dialect, string Model, bool Stream, bool AsEvents)
{
    /// <summary>What is to be done with a stored answer; <c>null</c> where a new one is asked for.</summary>
    public StoredCall? Stored { get; init; }
}
