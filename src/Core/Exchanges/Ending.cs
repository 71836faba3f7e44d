namespace FerroGate.Core.Exchanges;

/// <summary>How an exchange ended. Written to disk: never renumber.</summary>
public enum Ending
{
    /// <summary>The provider's answer was complete.</summary>
    Finished = 1,

    /// <summary>The client went away before the answer was complete.</summary>
    ClientGone = 2,

    /// <summary>The provider's answer broke off before it was complete.</summary>
    UpstreamCut = 3,

    /// <summary>The provider answered with an error, as a status or inside a stream.</summary>
    ProviderError = 4,

    /// <summary>The provider could not be reached or did not answer in time.</summary>
    Unreachable = 5,

    /// <summary>The gateway was shutting down and cut the exchange after its grace period.</summary>
    ShutDown = 6,

    /// <summary>The gateway died with the exchange open; found at the next start.</summary>
    Crashed = 7,

    /// <summary>The gateway refused the answer: over the response limit, or an error of its own.</summary>
    GatewayError = 8,
}
