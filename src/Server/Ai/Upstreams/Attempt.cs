using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>How one attempt at a provider came out: an answer, or the reason why there is none.</summary>
/// <param name="Upstream">The answer, of any status.</param>
/// <param name="Failure">What the caller is told if this was the last attempt.</param>
/// <param name="MayRepeat">The same target may be asked again.</param>
/// <param name="Wait">How long to wait before that; <c>null</c> leaves it to the back-off.</param>
internal sealed record Attempt(Upstream? Upstream, Refusal? Failure, bool MayRepeat, TimeSpan? Wait = null)
{
    /// <summary>The credential that the provider did not accept, where it could be shown another.</summary>
    public ProviderCredential? RefusedCredential { get; init; }
}
