using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Usage;

namespace FerroGate.Core.Records;

/// <summary>What is remembered of one AI request for those who operate the gateway: its content only where key and config ask for that.</summary>
public sealed record RequestRecord
{
    public required ExchangeId ExchangeId { get; init; }

    /// <summary>The gateway that served it, where the records are those of several; else <c>null</c>.</summary>
    public string? Node { get; init; }

    /// <summary>The id that the client was told; it may have chosen it, so it identifies nothing.</summary>
    public required string RequestId { get; init; }

    /// <summary>The W3C trace id, 32 hexadecimal digits.</summary>
    public required string TraceId { get; init; }

    public required string KeyId { get; init; }

    public required Tenant Tenant { get; init; }

    /// <summary>The operation, such as <c>openai.chat.completions</c>.</summary>
    public required string Route { get; init; }

    public required string? Model { get; init; }

    public required string? Provider { get; init; }

    public required string? ProviderModel { get; init; }

    /// <summary>The status that the client was sent; <c>null</c> where it went away before one was.</summary>
    public required int? Status { get; init; }

    /// <summary>Our error code, where the gateway made the answer.</summary>
    public required string? ErrorCode { get; init; }

    /// <summary>How a dispatched exchange ended; <c>null</c> where the request was refused before.</summary>
    public required Ending? Ending { get; init; }

    public required bool Streamed { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>From the request to the first content of the answer.</summary>
    public required TimeSpan? TimeToFirstToken { get; init; }

    /// <summary>How many times a provider was asked.</summary>
    public required int Attempts { get; init; }

    /// <summary>Each of them, where not the first was the answer; else none.</summary>
    public IReadOnlyList<RequestAttempt> AttemptList { get; init; } = [];

    /// <summary>The targets that the request could not go to, and why; none where all could be asked.</summary>
    public IReadOnlyList<RemovedTarget> RemovedTargets { get; init; } = [];

    /// <summary>What policies on trial would have done with it; none where they would have let it pass.</summary>
    public IReadOnlyList<PolicyShadow> PolicyShadows { get; init; } = [];

    /// <summary>That more than one target has given the answer; <c>null</c> where one has.</summary>
    public RescueRecord? Rescue { get; init; }

    public required TokenUsage Usage { get; init; }

    /// <summary>What could not be said in the other protocol of a translated exchange, as <c>PATH=REASON, …</c>; <c>null</c> is nothing.</summary>
    public string? Losses { get; init; }

    /// <summary>The beginning of the request's body, redacted; <c>null</c> where it is not recorded.</summary>
    public string? Prompt { get; init; }

    /// <summary>The beginning of the answer's body, redacted; <c>null</c> where it is not recorded.</summary>
    public string? Response { get; init; }
}
