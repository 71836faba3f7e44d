namespace FerroGate.Core.Money;

/// <summary>The rates of a request whose input is long; they hold for the whole request.</summary>
/// <param name="Above">Input tokens, cached ones included, of which a request must have more.</param>
/// <param name="Rates">What its tokens cost.</param>
public sealed record RateTier(long Above, TokenRates Rates);
