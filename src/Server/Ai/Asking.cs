using FerroGate.Core.Exchanges;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Usage;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai;

/// <summary>One time that a provider is asked: when, what becomes of it, and what may be charged for it.</summary>
/// <param name="number">Which one of its exchange, from 1.</param>
/// <param name="target">Who is asked.</param>
/// <param name="admitted">For what.</param>
/// <param name="beganAt">The clock's timestamp of its beginning.</param>
internal sealed class Asking(int number, Target target, Admitted admitted, long beganAt)
{
    private const int BytesPerToken = 4;

    public int Number => number;

    public Target Target => target;

    public long BeganAt => beganAt;

    /// <summary>The clock's timestamp of the head of the answer; <c>null</c> where none has come.</summary>
    public long? AnsweredAt { get; set; }

    /// <summary>The clock's timestamp of its failure; <c>null</c> while it has not failed.</summary>
    public long? FailedAt { get; private set; }

    /// <summary>The provider's status; <c>null</c> where it has not answered.</summary>
    public int? Status { get; private set; }

    /// <summary>Why it is no answer; <c>null</c> where it is one, or may become one.</summary>
    public FaultKind? Fault { get; private set; }

    /// <summary>How the exchange would end with its failure; what had begun well can only have broken off.</summary>
    public Ending Ending { get; private set; } = Ending.UpstreamCut;

    /// <summary>The counters that the provider reported last; <c>null</c> until it does.</summary>
    public TokenUsage? Reported { get; set; }

    /// <summary>The answer was complete when it was reported, so it is not a count of a part.</summary>
    public bool ReportIsFinal { get; set; }

    /// <summary>Bytes of content that the provider sent, to estimate from.</summary>
    public long ContentBytes { get; set; }

    /// <summary>The provider took the request and did not refuse it, so it may charge for it.</summary>
    public bool MayBeCharged { get; set; }

    /// <summary>Somebody pays for it, whether it has failed or not.</summary>
    public bool IsCharged => MayBeCharged || Reported is { Input: not null };

    /// <summary>The provider's counters, or an estimate: of nothing, where nobody can have charged anything.</summary>
    public (TokenUsage Usage, UsageSource Source) Usage => (Reported, MayBeCharged) switch
    {
        // It goes on in the background without anybody, so it may come to all that it was allowed.
        (null, true) when Fault is not null && admitted.Envelope.IsBackground => (
            new TokenUsage { Input = admitted.Envelope.InputEstimate, Output = admitted.Reservation.Hold.Output }, UsageSource.Estimated),
        ({ Input: not null, Output: { } output }, _) when ReportIsFinal || output >= OutputEstimate => (Reported, UsageSource.Provider),
        ({ Input: not null }, _) => (Reported with { Output = OutputEstimate }, UsageSource.Estimated),
        (_, false) => (new TokenUsage { Input = 0, Output = 0 }, UsageSource.Estimated),
        _ => (
            (Reported ?? TokenUsage.Unknown) with { Input = admitted.Envelope.InputEstimate, Output = Math.Max(Reported?.Output ?? 0, OutputEstimate) },
            UsageSource.Estimated),
    };

    private long OutputEstimate => (ContentBytes + BytesPerToken - 1) / BytesPerToken;

    /// <summary>The provider has answered.</summary>
    public void Answered(int status) => Status = status;

    /// <summary>It was an answer, and has broken off.</summary>
    /// <param name="fault">How.</param>
    /// <param name="at">The clock's timestamp; the first counts, whatever was tried then.</param>
    public void BrokeOff(FaultKind fault, long at) => (Fault, FailedAt) = (fault, FailedAt ?? at);

    /// <summary>It is no answer.</summary>
    /// <param name="fault">Why.</param>
    /// <param name="status">The provider's status; <c>null</c> where it has none.</param>
    /// <param name="at">The clock's timestamp.</param>
    public void Failed(Fault fault, int? status, long at)
    {
        (Fault, Status, FailedAt) = (fault.Kind, status, at);
        Ending = status is not null && fault.IsInWords ? Ending.ProviderError : fault.Ending;
    }
}
