using FerroGate.Core.Exchanges;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Faults;

/// <summary>How a target failed a request.</summary>
/// <param name="Kind">In which way.</param>
/// <param name="Refusal">What the caller is told if nobody else answers, where the provider's own words are not there or not for callers.</param>
internal sealed record Fault(FaultKind Kind, Refusal Refusal)
{
    /// <summary>How long the provider wants to be left alone; <c>null</c> where it does not say.</summary>
    public TimeSpan? Wait { get; init; }

    /// <summary>The provider has said it in words of its own, which the caller may read.</summary>
    public bool IsInWords => Kind is not (FaultKind.CredentialRefused or FaultKind.Malformed or FaultKind.Cut or FaultKind.NoAnswer or FaultKind.TooLarge);

    /// <summary>How the exchange ends with it, where the gateway tells.</summary>
    public Ending Ending => Kind switch
    {
        FaultKind.CredentialRefused or FaultKind.NoAnswer => Ending.ProviderError,
        FaultKind.Malformed or FaultKind.Cut or FaultKind.Stalled or FaultKind.SlowFirstToken => Ending.UpstreamCut,
        FaultKind.TooLarge => Ending.GatewayError,
        _ => Ending.Unreachable,
    };

    /// <summary>The operator wants others to be asked, although one has seen fit to refuse.</summary>
    public bool IsForOthers { get; init; }

    public FaultMeaning Meaning => IsForOthers ? FaultTable.Of(Kind) with { Next = NextStep.Next } : FaultTable.Of(Kind);
}
