namespace FerroGate.Core.Limits;

/// <summary>Where a request limit stands, as the caller is told.</summary>
/// <param name="Limit">Requests in any 60 seconds that begin with a second of the clock.</param>
/// <param name="Remaining">How many more are admitted now.</param>
/// <param name="Reset">When the whole limit is free again.</param>
/// <param name="RetryAfter">When one more is admitted; zero where it is now.</param>
public sealed record RateStatus(int Limit, int Remaining, TimeSpan Reset, TimeSpan RetryAfter);
