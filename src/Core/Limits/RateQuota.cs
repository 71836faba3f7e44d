namespace FerroGate.Core.Limits;

/// <summary>A limit per minute of one account.</summary>
/// <param name="Meter">What was taken.</param>
/// <param name="Limit">How much may be.</param>
/// <param name="OfTokens">It counts tokens, and not requests.</param>
/// <param name="Label">How a message begins, such as <c>The limit 'x' of the team 'y'</c>.</param>
internal readonly record struct RateQuota(RateMeter Meter, long Limit, bool OfTokens, string Label)
{
    /// <summary>It, of this account, among all that are counted anywhere.</summary>
    public required string Id { get; init; }

    /// <summary>Requests are refused while it cannot be counted.</summary>
    public bool IsStrict { get; init; }
}
