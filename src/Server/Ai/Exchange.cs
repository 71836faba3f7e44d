using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Counting;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Translation;
using FerroGate.Core.Circuits;
using FerroGate.Core.Exchanges;
using FerroGate.Core.Records;
using FerroGate.Core.Refusals;
using FerroGate.Core.Routing;
using FerroGate.Core.Snapshot;
using FerroGate.Core.Stored;
using FerroGate.Core.Usage;
using FerroGate.Server.Ai.Faults;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Upstreams;

namespace FerroGate.Server.Ai;

/// <summary>What has become of an admitted request so far. The rooms from Dispatch on write it, Settle and Record read it.</summary>
internal sealed class Exchange(Admitted admitted)
{
    private Task<bool>? _settled;
    private TargetUse? _use;
    private bool _isBeingRescued;
    private Asking? _current;

    public Admitted Admitted { get; } = admitted;

    /// <summary>The target that was asked last; the one that answered, once there is an answer.</summary>
    public PermittedTarget? Choice { get; private set; }

    public Target? Target => Choice?.Target;

    /// <summary>The protocol of the answer.</summary>
    public IDialect Spoken => Choice?.Spoken ?? Admitted.Dialect;

    /// <summary>It may not take longer.</summary>
    public bool IsTooLong => Deadline is { HasPassed: true };

    /// <summary>When it must be over.</summary>
    public Deadline? Deadline { get; set; }

    /// <summary>What the circuit of the target that answers is told by, when more is known of its answer; <c>null</c> while none does.</summary>
    public CircuitPass? Pass { get; set; }

    /// <summary>Sees that the client goes.</summary>
    public Leaving? Leaving { get; set; }

    /// <summary>The client has gone by itself, whether its answer is read on or not.</summary>
    public bool HasLeft => Leaving is { HasLeft: true };

    /// <summary>The credential that the provider was shown last.</summary>
    public ProviderCredential? Shown { get; set; }

    /// <summary>The answer as its provider stores it, as far as it is known; <c>null</c> where it does not, or is said in other words.</summary>
    public StoredAnswer? Stored { get; private set; }

    /// <summary>That much of it is written down.</summary>
    public StoredAnswer? Kept { get; set; }

    /// <summary>What is held for it while the provider makes it in the background; <c>null</c> where it is not made so.</summary>
    public BackgroundHold? Hold { get; set; }

    /// <summary>The result is not there yet, so the exchange is settled when it is.</summary>
    public bool IsDeferred => Hold is not null && Stored is { Status: StoredStatus.Running };

    /// <summary>What got lost between the protocols, of the request and of the answer.</summary>
    public Losses Losses { get; private set; } = new();

    /// <summary>How the target that it is with has failed in the middle of its answer; <c>null</c> where it has not.</summary>
    public FaultKind? Broken { get; private set; }

    /// <summary>That more than one target has given the answer; <c>null</c> where one has.</summary>
    public RescueRecord? Rescued { get; set; }

    /// <summary>The clock's timestamp from which the time for attempts counts.</summary>
    public long AskingSince { get; private set; } = admitted.Facts.StartedTimestamp;

    /// <summary>Every time that a provider was asked, in order.</summary>
    public List<Asking> Attempts { get; } = [];

    /// <summary>For how many failed attempts the hold was extended.</summary>
    public int HeldFailures { get; set; }

    /// <summary>The attempts that somebody pays for beside the one that the exchange itself accounts for.</summary>
    public IEnumerable<Asking> ChargedFailures => Attempts.Where(attempt => attempt != _current && attempt.IsCharged);

    /// <summary>No stream answers embeddings, whatever their provider calls it: read as a whole it is no answer.</summary>
    public bool ReadsWhole => Choice is { Translated: not null } && Admitted.Permit.Embeddings is not null;

    /// <summary>How it ended; <see cref="Ending.GatewayError"/> until a room knows better.</summary>
    /// <remarks>Like status and code it stays what it was when the exchange was settled: the record tells what the ledger tells.</remarks>
    public Ending Ending { get; set => field = IsSettled ? field : value; } = Ending.GatewayError;

    /// <summary>The status that the client gets.</summary>
    public int? Status { get; set => field = IsSettled ? field : value; }

    /// <summary>Our code, where the gateway made the answer.</summary>
    public string? ErrorCode { get; set => field = IsSettled ? field : value; }

    /// <summary>The ledger entry is made.</summary>
    public bool IsSettled => _settled is not null;

    /// <summary>The counters that the provider reported last; <c>null</c> until it does.</summary>
    public TokenUsage? Reported
    {
        get => _current?.Reported;
        set => _current!.Reported = value;
    }

    /// <summary>The answer was complete when it was reported, so it is not a count of a part.</summary>
    public bool ReportIsFinal
    {
        get => _current is { ReportIsFinal: true };
        set => _current!.ReportIsFinal = value;
    }

    /// <summary>Bytes of content that the provider sent, to estimate from.</summary>
    public long ContentBytes
    {
        get => _current?.ContentBytes ?? 0;
        set => _current!.ContentBytes = value;
    }

    /// <summary>Follows the answer as a stream, and keeps what may have to be counted.</summary>
    public IStreamFollower Follow()
    {
        var follower = Spoken.Follow(Admitted.Envelope);
        follower.Kept = _current!.Kept;
        return follower;
    }

    /// <summary>A plain answer has come whose provider does not tell what it cost.</summary>
    public void MeasureUntold(ReadOnlySpan<byte> body) => ContentBytes = WrittenText.Measure(body, _current!.Kept);

    /// <summary>What is to be loaded before it can be counted what it cost.</summary>
    public IEnumerable<TextEncoding> Missing => Attempts.Select(attempt => attempt.Missing).OfType<TextEncoding>().Distinct();

    /// <summary>The ledger is told what it cost, and of each attempt.</summary>
    public void CloseAttempts()
    {
        foreach (var attempt in Attempts)
            attempt.Close();
    }

    /// <summary>Bytes of content in a stream that costs nothing, for whom else it is told.</summary>
    public long StreamedBytes { get; set; }

    /// <summary>A provider took the request and did not refuse it, so it may charge for it.</summary>
    public bool MayBeCharged
    {
        get => _current is { MayBeCharged: true };
        set => _current!.MayBeCharged = value;
    }

    /// <summary>The clock's timestamp of the first content.</summary>
    public long? FirstContentAt { get; set; }

    /// <summary>What the exchange itself accounts for: what the attempt has used that answered, or of whose failure the caller is told.</summary>
    public (TokenUsage Usage, UsageSource Source) Usage => (Reported, MayBeCharged) switch
    {
        _ when IsDeferred => (TokenUsage.Unknown, UsageSource.Estimated),

        // It goes on without anybody, and nobody knows its name: it may come to all that it was allowed.
        (null, true) when Admitted.Envelope.IsBackground && Stored is null => (
            new TokenUsage { Input = Admitted.Envelope.InputEstimate, Output = Admitted.Reservation.Hold.Output }, UsageSource.Estimated),
        _ => _current?.Usage ?? (new TokenUsage { Input = 0, Output = 0 }, UsageSource.Estimated),
    };

    /// <summary>Turns to a target; what got lost on the way to another one does not count any more.</summary>
    public void Choose(PermittedTarget choice)
    {
        Leave();
        _use = Admitted.Facts.Revision.Providers.Of(choice.Target.Provider).StateOf(choice.Target).Begin();
        Choice = choice;
        Broken = null;
        Losses = new Losses();
        Losses.AddRange(choice.Translated?.Losses ?? []);
    }

    /// <summary>The target is asked, once more or for the first time.</summary>
    /// <param name="at">The clock's timestamp.</param>
    public Asking BeginAttempt(long at)
    {
        Attempts.Add(_current = new Asking(Attempts.Count + 1, Choice!, Admitted, at));
        return _current;
    }

    /// <summary>The caller is told of the failure of this attempt, so it is the one that the exchange itself accounts for.</summary>
    public void TellOf(Asking attempt) => _current = attempt;

    /// <summary>It is with no target any more; the one that it was with is as fast as it has found.</summary>
    public void Leave()
    {
        // Whoever goes on with an answer is not measured by its beginning.
        if (FirstContentAt is { } at && !_isBeingRescued)
        {
            _use?.ContentCame(at, Admitted.Envelope.Stream);
        }

        _use?.Dispose();
        _use = null;
    }

    /// <summary>Notes what the provider stores, where the client can name it.</summary>
    public void See(StoredAnswer? stored) => Stored = Choice is { Translated: null } && !_isBeingRescued && stored is not null ? stored : Stored;

    /// <summary>The targets behind the one that it is with.</summary>
    public IEnumerable<PermittedTarget> Following =>
        Choice is null ? [] : Admitted.Permit.Targets.SkipWhile(choice => !ReferenceEquals(choice.Target, Choice.Target)).Skip(1);

    /// <summary>Its target has failed in the middle of its answer, as the list of attempts says from now on.</summary>
    /// <param name="kind">How.</param>
    /// <param name="at">The clock's timestamp.</param>
    public void Fail(FaultKind kind, long at)
    {
        Broken = kind;
        _current!.BrokeOff(kind, at);
    }

    /// <summary>Others are asked to go on with it.</summary>
    /// <param name="now">The clock's timestamp.</param>
    public BrokenLeg BreakOff(long now)
    {
        var leg = new BrokenLeg(Choice!, _current!, Losses, Stored);
        (_isBeingRescued, AskingSince, Stored) = (true, now, null);
        return leg;
    }

    /// <summary>Nobody has gone on: what there is is what there was.</summary>
    public void Return(BrokenLeg leg)
    {
        if (Choice != leg.Choice)
        {
            Choose(leg.Choice);
            Deadline?.Become(leg.Choice.Target.Limits.Total);
        }

        // Whoever was asked meanwhile and has not failed has nothing to do with how this ends.
        (_current, Stored, Losses, Pass) = (leg.Attempt, leg.Stored, leg.Losses, null);
        _isBeingRescued = false;
    }

    /// <summary>Says the answer in the client's words; <c>null</c> where it comes in them.</summary>
    /// <param name="clock">Tells the time, for answers whose provider does not.</param>
    public AnswerTranslator? Translator(TimeProvider clock) => Choice?.Translated is null || Admitted.Permit.Translator is not { } translator ? null : new(
        translator.Client,
        (IConversationDialect)Spoken,
        ContextOf(translator, clock));

    /// <summary>Goes on with a stream that the client got as its provider sent it; <c>null</c> where nobody can.</summary>
    /// <param name="sent">What the client has.</param>
    /// <param name="clock">Tells the time, for answers whose provider does not.</param>
    public StreamResumption? Resume(SentAnswer sent, TimeProvider clock)
    {
        var client = (IConversationDialect)Admitted.Dialect;
        if (Admitted.Permit.Translator is { } translator)
        {
            return StreamResumption.Of(client, ContextOf(translator, clock), sent, Admitted.Permit.IsStrict);
        }

        if (!RequestTranslator.Open(client, Admitted.Asked.Body.Bytes, Admitted.Envelope.Stream).TryGet(out translator, out _))
        {
            return null;
        }

        Admitted.Http.Response.RegisterForDispose(translator);
        return StreamResumption.Of(client, ContextOf(translator, clock), sent, Admitted.Permit.IsStrict);
    }

    private AnswerContext ContextOf(RequestTranslator translator, TimeProvider clock) => new(translator.Request, clock.GetUtcNow().ToUnixTimeSeconds())
    {
        Model = Admitted.Envelope.Model,
        ExchangeId = Admitted.Facts.Identity.ExchangeId.ToString(),
        AsEvents = AsEvents.AreWanted(Admitted),
    };

    /// <summary>The same for plain answers only, which those to embeddings are.</summary>
    public IPlainTranslator? PlainTranslator(TimeProvider clock) =>
        Choice?.Translated is null ? null : Admitted.Permit.Embeddings ?? (IPlainTranslator?)Translator(clock);

    /// <summary>Ends it with an answer of the gateway's own.</summary>
    public void EndWith(Ending ending, Refusal refusal)
    {
        Ending = ending;
        Status = refusal.Status;
        ErrorCode = refusal.Code;
    }

    /// <summary>Runs <paramref name="settle"/> once, however many exits come by; all get its result.</summary>
    public Task<bool> SettleOnce(Func<Exchange, Task<bool>> settle) => _settled ??= settle(this);
}
