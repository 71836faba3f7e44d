using System.Globalization;
using FerroGate.Core.Limits;

namespace FerroGate.Core.Refusals;

/// <summary>An expected "no": what the caller is told instead of an answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Type">The kind of error.</param>
/// <param name="Code">The stable code, listed in <see cref="RefusalCodes"/>.</param>
/// <param name="Message">A sentence for the person who reads it: what was wrong and what to do.</param>
public sealed record Refusal(int Status, ErrorType Type, string Code, string Message)
{
    /// <summary>The member of the request that is to blame, in the dialect's words.</summary>
    public string? Parameter { get; init; }

    /// <summary>When it makes sense to ask again; sent as <c>Retry-After</c>, rounded up to seconds.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The same as the header writes it.</summary>
    public string? RetryAfterSeconds =>
        RetryAfter is { } wait ? Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>Where the limits per minute stand, where they were looked at.</summary>
    public RateReport Rates { get; init; } = RateReport.None;

    /// <summary>What official SDKs are told in <c>x-should-retry</c>; <c>null</c> leaves it to them.</summary>
    public bool? ShouldRetry { get; init; }
}
