namespace FerroGate.Core.Limits;

/// <summary>Where a limit per minute stands, as the caller is told.</summary>
/// <param name="Limit">Requests or tokens in any 60 seconds that begin with a second of the clock.</param>
/// <param name="Remaining">How many more are admitted now.</param>
/// <param name="Reset">When the whole limit is free again.</param>
/// <param name="RetryAfter">When what was asked for is admitted; zero where it is now, <c>null</c> where it never is.</param>
public sealed record RateStatus(long Limit, long Remaining, TimeSpan Reset, TimeSpan? RetryAfter);
