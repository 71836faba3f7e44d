namespace FerroGate.Core.Limits;

/// <summary>Where the limits per minute stand that a request is nearest to; <c>null</c> where there is none of the kind.</summary>
/// <param name="Requests">That of requests.</param>
/// <param name="Tokens">That of tokens.</param>
public sealed record RateReport(RateStatus? Requests, RateStatus? Tokens)
{
    /// <summary>Of two limits of a kind the one of which the smaller part is left.</summary>
    internal static RateStatus Nearer(RateStatus? nearest, RateStatus other) =>
        nearest is null || (decimal)other.Remaining / other.Limit < (decimal)nearest.Remaining / nearest.Limit ? other : nearest;

    /// <summary>There is no limit.</summary>
    public static RateReport None { get; } = new(null, null);
}
