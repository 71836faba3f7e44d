using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>How one attempt at a provider came out.</summary>
/// <param name="Upstream">What it sent: an answer, or an error in its own words; <c>null</c> where it sent neither.</param>
/// <param name="Fault">Why that is no answer; <c>null</c> where it is one.</param>
internal sealed record Attempt(Upstream? Upstream, Fault? Fault)
{
    /// <summary>The credential that the provider did not accept, where it could be shown another.</summary>
    public ProviderCredential? RefusedCredential { get; init; }
}
