using FerroGate.Ai.Counting;
using FerroGate.Ai.Dialects.OpenAiChat;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Usage;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Rooms;

namespace FerroGate.Server.Ai;

/// <summary>One time that a provider is asked: when, what becomes of it, and what may be charged for it.</summary>
/// <param name="number">Which one of its exchange, from 1.</param>
/// <param name="choice">Who is asked.</param>
/// <param name="admitted">For what.</param>
/// <param name="beganAt">The clock's timestamp of its beginning.</param>
internal sealed class Asking(int number, PermittedTarget choice, Admitted admitted, long beganAt)
{
    private readonly Tally _tally = new(admitted, choice.Target, choice.Spoken is ChatDialect);
    private (TokenUsage Usage, UsageSource Source)? _closed;

    public int Number => number;

    public Target Target => choice.Target;

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

    /// <summary>Keeps what the model writes.</summary>
    public KeptText Kept => _tally.Kept;

    /// <summary>What is to be loaded so that it can be counted; <c>null</c> where the provider has told, or nothing counts for this model.</summary>
    public TextEncoding? Missing => IsCharged && _tally.Encoding is { IsLoaded: false } encoding && Usage.Source == UsageSource.Estimated ? encoding : null;

    /// <summary>The provider took the request and did not refuse it, so it may charge for it.</summary>
    public bool MayBeCharged { get; set; }

    /// <summary>Somebody pays for it, whether it has failed or not.</summary>
    public bool IsCharged => MayBeCharged || Reported is { Input: not null };

    /// <summary>
    /// The provider's counters, or what the gateway makes of it: nothing, where nobody can have charged anything. It may still be known
    /// better until the attempt is closed.
    /// </summary>
    public (TokenUsage Usage, UsageSource Source) Usage => _closed ?? Now;

    /// <summary>The ledger is told of it, so it stays as it is.</summary>
    public void Close()
    {
        _closed ??= Now;
        if (_closed is { Source: UsageSource.Provider } reported && ReportIsFinal && Fault is null)
        {
            _tally.Learn(reported.Usage);
        }

        _tally.Close();
    }

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

    private (TokenUsage Usage, UsageSource Source) Now => (Reported, MayBeCharged) switch
    {
        // It goes on in the background without anybody, so it may come to all that it was allowed.
        (null, true) when Fault is not null && admitted.Envelope.IsBackground => (
            new TokenUsage { Input = _tally.Input.Tokens, Output = admitted.Reservation.Hold.Output }, UsageSource.Estimated),
        ({ Input: not null, Output: not null }, _) when ReportIsFinal => (Reported, UsageSource.Provider),
        ({ Input: not null }, _) => Completed(Reported, _tally.Output),
        (_, false) => (new TokenUsage { Input = 0, Output = 0 }, UsageSource.Estimated),
        _ => Told(_tally.Input, _tally.Output),
    };

    // A provider that tells as it goes may have told less than has come since.
    private static (TokenUsage Usage, UsageSource Source) Completed(TokenUsage reported, TokenCount output) => reported.Output >= output.Tokens
        ? (reported, UsageSource.Provider)
        : (reported with { Output = output.Tokens }, output.Source);

    private (TokenUsage Usage, UsageSource Source) Told(TokenCount input, TokenCount output) => (
        (Reported ?? TokenUsage.Unknown) with { Input = input.Tokens, Output = Math.Max(Reported?.Output ?? 0, output.Tokens) },
        input.Source == UsageSource.Counted && output.Source == UsageSource.Counted ? UsageSource.Counted : UsageSource.Estimated);
}
