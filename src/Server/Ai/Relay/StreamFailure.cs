using FerroGate.Core.Exchanges;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai.Relay;

/// <summary>What broke a stream, and what the client is told of it.</summary>
internal sealed record StreamFailure(Ending Ending, Refusal Refusal)
{
    /// <summary>How its target has failed; <c>null</c> where it has not.</summary>
    public FaultKind? Fault { get; private init; }

    /// <summary>The provider says so itself, in an event that the client has not seen.</summary>
    public bool IsTold { get; private init; }

    /// <summary>A part of the answer has come and cannot be said, so the client has not all of it, whatever the provider has sent.</summary>
    public bool IsUnsaid { get; private init; }

    /// <summary>Another target may do better.</summary>
    public bool IsOfTarget => Fault is { } kind && FaultTable.Of(kind).Next is NextStep.Repeat or NextStep.Next;

    /// <summary>The provider ended it before it was whole.</summary>
    public static StreamFailure Cut(Provider provider) =>
        new(Ending.UpstreamCut, ProviderFailures.StreamInterrupted(provider)) { Fault = FaultKind.Cut };

    /// <summary>It said nothing for too long.</summary>
    public static StreamFailure Stalled(Provider provider, TimeSpan limit) =>
        new(Ending.UpstreamCut, ProviderFailures.Stalled(provider, limit)) { Fault = FaultKind.Stalled };

    /// <summary>It said nothing that counts for too long.</summary>
    public static StreamFailure SlowFirstToken(Provider provider, TimeSpan limit) =>
        new(Ending.UpstreamCut, ProviderFailures.SlowFirstToken(provider, limit)) { Fault = FaultKind.SlowFirstToken };

    /// <summary>It sent what is no event.</summary>
    public static StreamFailure Malformed(Provider provider) =>
        new(Ending.UpstreamCut, ProviderFailures.BrokenAnswer(provider)) { Fault = FaultKind.Malformed };

    /// <summary>It told of an error.</summary>
    /// <param name="kind">What that means.</param>
    /// <param name="provider">Who.</param>
    public static StreamFailure Told(FaultKind kind, Provider provider) =>
        new(Ending.ProviderError, ProviderFailures.StreamInterrupted(provider)) { Fault = kind, IsTold = true };

    public static StreamFailure Unsaid(Provider provider, FormatException exception) =>
        new(Ending.GatewayError, ProviderFailures.Untranslatable(provider, exception.Message)) { IsUnsaid = true };
}
