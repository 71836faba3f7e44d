namespace FerroGate.Core.Limits;

/// <summary>How much may be asked at once and in a minute.</summary>
public sealed record Limit
{
    public required string Name { get; init; }

    public QuotaScope Scope { get; init; } = new();

    /// <summary>Requests in any 60 seconds that begin with a second of the clock; <c>null</c> is no limit.</summary>
    public long? RequestsPerMinute { get; init; }

    /// <summary>Input and output tokens of the requests in such a time; <c>null</c> is no limit.</summary>
    public long? TokensPerMinute { get; init; }

    /// <summary>Requests that run at a time; <c>null</c> is no limit.</summary>
    public long? ConcurrentRequests { get; init; }

    /// <summary>Requests are refused while it cannot be counted.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Bytes of the body of a request; <c>null</c> is no limit but that of the gateway.</summary>
    public long? RequestBytes { get; init; }
}
