namespace FerroGate.Core.Limits.Shared;

/// <param name="Meter">The limit per minute of one account.</param>
/// <param name="Limit">How much may be taken in a minute.</param>
/// <param name="Amount">How much is taken.</param>
public readonly record struct RateDraw(string Meter, long Limit, long Amount);
