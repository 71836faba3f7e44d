namespace FerroGate.Core.Snapshot;

/// <summary>How long a target may take, each limit on its own. Whoever writes none gets what lets models think before they speak.</summary>
public sealed record TimeLimits
{
    /// <summary>Until there is a connection, TLS included.</summary>
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From the beginning of an attempt to the first byte of a streamed answer.</summary>
    public TimeSpan FirstByte { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The same for a plain answer, which begins when all of it is known; <c>null</c>: as long as the exchange may take.
    /// </summary>
    public TimeSpan? PlainFirstByte { get; init; }

    /// <summary>From the beginning of an attempt to the first content of a stream.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Between two pieces of an answer that has begun.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>From the first attempt of an exchange to the end of its answer.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromHours(1);
}
