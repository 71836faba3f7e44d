using System.Net;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Core.Records;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry.Bodies;
using FerroGate.Server.Telemetry.Logs;

namespace FerroGate.Server.Hosting;

/// <summary>
/// What every room may know of a request from its first moment on, and what the access log is told at its end. It travels
/// as a feature of the request.
/// </summary>
internal sealed class RequestFacts(RequestIdentity identity, Revision revision, DateTimeOffset startedAt, long startedTimestamp)
{
    public RequestIdentity Identity { get; } = identity;

    /// <summary>The revision that was current when the request came; it keeps it to its end.</summary>
    public Revision Revision { get; } = revision;

    public DateTimeOffset StartedAt { get; } = startedAt;

    /// <summary>The clock's timestamp, to measure from.</summary>
    public long StartedTimestamp { get; } = startedTimestamp;

    /// <summary>The client: the other end of the connection, or whom trusted proxies name.</summary>
    public IPAddress? ClientAddress { get; init; }

    /// <summary>The other end is a proxy whose word about the client counts.</summary>
    public bool IsFromTrustedProxy { get; init; }

    /// <summary>The path and query as the client sent them, before any directive changed the path.</summary>
    public required string OriginalTarget { get; init; }

    /// <summary>The body of the answer, which counts its bytes.</summary>
    public required CountedBody Body { get; init; }

    /// <summary>The protocol that the client speaks, in which it is told what went wrong.</summary>
    public IDialect Dialect { get; set; } = ChatDialect.Instance;

    /// <summary>Who asked, once that is known.</summary>
    public string? KeyId { get; set; }

    /// <summary>The beginning of the request's body, where the record has that.</summary>
    public BodyCopy? Prompt { get; set; }

    /// <summary>What policies on trial would have done with it.</summary>
    public IReadOnlyList<PolicyShadow> PolicyShadows { get; set; } = [];

    /// <summary>The code of the refusal that the gateway answered with; <c>null</c> where the answer is not its own no.</summary>
    public string? RefusalCode { get; set; }

    /// <summary>Our code for what went wrong, as the log tells it.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>The upstream of a <c>reverse_proxy</c> that was asked last; <c>null</c> where none was.</summary>
    public string? Upstream { get; set; }

    /// <summary>The request's body was taken in to its end.</summary>
    public bool BodyWasRead { get; set; }

    /// <summary>The connection was reset, so no status is the truth.</summary>
    public bool WasReset { get; set; }
}
