namespace FerroGate.Core.Limits.Shared;

/// <param name="Taken">What was taken in the last minute.</param>
/// <param name="Reset">When all of it is free again.</param>
/// <param name="RetryAfter">When what was asked for is free; <c>null</c> where it never is.</param>
public readonly record struct RateState(Int128 Taken, TimeSpan Reset, TimeSpan? RetryAfter)
{
    internal RateStatus Of(long limit) => new(limit, (long)Int128.Max(0, limit - Taken), Reset, RetryAfter);
}
