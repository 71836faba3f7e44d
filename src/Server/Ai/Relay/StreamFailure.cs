using FerroGate.Core.Exchanges;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Relay;

/// <summary>What broke a stream, and what the client is told of it.</summary>
internal sealed record StreamFailure(Ending Ending, Refusal Refusal)
{
    /// <summary>A part of the answer has come and cannot be said, so the client has not all of it, whatever the provider has sent.</summary>
    public bool IsUnsaid { get; private init; }

    /// <summary>The provider ended it before it was whole.</summary>
    public static StreamFailure Cut(Provider provider) => new(Ending.UpstreamCut, ProviderFailures.StreamInterrupted(provider));

    public static StreamFailure Unsaid(Provider provider, FormatException exception) =>
        new(Ending.GatewayError, ProviderFailures.Untranslatable(provider, exception.Message)) { IsUnsaid = true };
}
