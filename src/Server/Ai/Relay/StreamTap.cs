using System.Buffers;
using FerroGate.Ai.Conversations;
using FerroGate.Ai.Conversations.Answers;
using FerroGate.Ai.Conversations.Sent;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Json;
using FerroGate.Ai.Sse;
using FerroGate.Ai.Translation;
using FerroGate.Core.Refusals;
using FerroGate.Server.Ai.Faults;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Looks at each event of a stream, keeps what the ledger needs, and decides what becomes of the event.</summary>
/// <param name="exchange">The exchange.</param>
/// <param name="translation">Says the events in the client's words; <c>null</c> where they come in them.</param>
/// <param name="dropsUsage">Usage is there only because the gateway asked for it.</param>
/// <param name="clock">The clock.</param>
internal sealed class StreamTap(Exchange exchange, StreamTranslation? translation, bool dropsUsage, TimeProvider clock)
{
    private readonly IStreamFollower _follower = exchange.Follow();
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private readonly List<byte[]> _held = [];
    private long _finished;
    private StreamVerdict _last;
    private long _doneAt;
    private (byte[] Bytes, EventFacts Facts)? _told;

    /// <summary>Notes what the client gets of bytes that pass as they come; <c>null</c> where nobody could go on from there.</summary>
    public SentReader? Sent { get; init; }

    /// <summary>What already goes on with a stream that broke off.</summary>
    public StreamResumption? Resumption { get; init; }

    /// <summary>What stands before the end.</summary>
    public byte[] Farewell { get; init; } = [];

    /// <summary>The mark was there behind which nothing comes.</summary>
    public bool IsDone { get; private set; }

    /// <summary>How long ago that was.</summary>
    public TimeSpan SinceDone => clock.GetElapsedTime(_doneAt);

    /// <summary>The provider told of an error inside the stream.</summary>
    public bool HasError { get; private set; }

    /// <summary>What that means.</summary>
    public FaultKind? Fault { get; private set; }

    /// <summary>Nothing is missing: the end mark was there, or every choice has its finish reason.</summary>
    public bool IsComplete => !IsBroken && (IsDone || _finished >= exchange.Admitted.Envelope.Choices);

    /// <summary>Some of it could not be said in the client's protocol.</summary>
    public bool IsBroken => translation is { IsBroken: true };

    /// <summary>What got lost in translation so far.</summary>
    public IReadOnlyList<Loss> Losses => translation?.Losses ?? [];

    /// <summary>What the client is to see of the event that was seen last: its bytes, or what they are in other words.</summary>
    public ReadOnlyMemory<byte> Shown { get; private set; }

    /// <summary>Sees the next event.</summary>
    /// <exception cref="FormatException">It cannot be said in the client's protocol.</exception>
    /// <exception cref="InvalidDataException">It is an end, and nothing has said why the answer ends.</exception>
    /// <exception cref="MalformedEventException">It is none.</exception>
    public StreamVerdict See(ReadOnlyMemory<byte> bytes)
    {
        // The second half of a line end follows the event that it belongs to.
        if (bytes.Span.SequenceEqual("\n"u8))
        {
            Shown = translation is null ? bytes : default;
            return _last;
        }

        var data = SseEvent.DataOf(bytes.Span, _scratch);
        var facts = _follower.Read(data);
        if (facts.Kind is EventKind.Error or EventKind.Failed or EventKind.Other)
        {
            bytes = KeptSecrets.Covered(bytes, exchange.Target!.Provider, isError: facts.Kind != EventKind.Other);
            data = SseEvent.DataOf(bytes.Span, _scratch);
        }

        if (facts.Kind == EventKind.Other && !data.IsEmpty && !AnswerJson.IsWhole(data))
        {
            throw new MalformedEventException();
        }

        _last = Judge(facts);
        if (facts.Kind is EventKind.Error or EventKind.Failed)
        {
            Fault = FaultTable.Of(SaidFaults.Of(exchange.Spoken, data.ToArray()));
            if (translation is { IsBehind: true } || (!IsComplete && FaultTable.Of(Fault.Value).Next is NextStep.Repeat or NextStep.Next && Rescue.IsThere(exchange)))
            {
                // Others may go on; what was said in other words cannot be taken back.
                _told = (bytes.ToArray(), facts);
                Shown = default;
                return _last;
            }
        }

        Shown = translation is null ? bytes : Translated(translation, bytes, data, facts);
        if (Sent is not null && Fault is null)
        {
            Note(Sent, MemoryOf(bytes, data));
        }

        return _last;
    }

    /// <summary>What was held back has gone to the client.</summary>
    public void HeldHasGone()
    {
        foreach (var data in _held)
        {
            Sent?.Read(data);
        }

        _held.Clear();
    }

    // What passes takes along what was held before it.
    private void Note(SentReader sent, ReadOnlyMemory<byte> data)
    {
        if (!sent.Answer.IsPlain)
        {
            return;
        }

        if (_last == StreamVerdict.Hold)
        {
            _held.Add(data.ToArray());
        }
        else if (_last == StreamVerdict.Pass)
        {
            HeldHasGone();
            sent.Read(data);
        }
    }

    /// <summary>The provider's own word that it has failed, which was kept back: nobody has gone on.</summary>
    public ReadOnlyMemory<byte> TellError()
    {
        if (_told is not var (bytes, facts))
        {
            return default;
        }

        _told = null;
        return translation is null ? bytes : Translated(translation, bytes, SseEvent.DataOf(bytes, _scratch), facts);
    }

    /// <summary>The provider's word that it has failed is kept back.</summary>
    public bool HasUntoldError => _told is not null;

    /// <summary>Whoever goes on with the stream from where it is; <c>null</c> where nobody can.</summary>
    /// <remarks>Nobody can where it has been translated as far as its finish reason: that counts as said, and may still be held back.</remarks>
    public StreamResumption? Resume() => translation is not null && IsComplete ? null : Resumption
        ?? (translation is not null ? StreamResumption.Of(translation) : Sent is { } sent ? exchange.Resume(sent.Answer, clock) : null);

    /// <summary>The stream is whole; what its end is in other words is shown.</summary>
    /// <exception cref="FormatException">It cannot be said in the client's protocol.</exception>
    /// <exception cref="InvalidDataException">It is an end, and nothing has said why the answer ends.</exception>
    public void End()
    {
        translation?.Clear();
        if (!HasError)
        {
            translation?.End(exchange.Usage.Usage);
        }

        Shown = BehindFarewell(translation?.Written ?? default);
    }

    /// <summary>Ends the stream with an error of ours.</summary>
    public void WriteError(IBufferWriter<byte> output, Refusal refusal)
    {
        if (translation is null)
        {
            _follower.WriteError(output, refusal, exchange.Admitted.Facts.Identity.RequestId);
            return;
        }

        translation.Clear();
        translation.Fail(new ProviderFault(refusal.Message, refusal.Code) { Status = refusal.Status });
        output.Write(translation.Written.Span);
    }

    private ReadOnlyMemory<byte> Translated(StreamTranslation said, ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> data, EventFacts facts)
    {
        said.Clear();
        try
        {
            said.Read(MemoryOf(bytes, data), facts);
        }
        catch (FormatException) when (!said.IsBroken)
        {
            // Some of it was read for what it costs, but an event it is not.
            throw new MalformedEventException();
        }

        if (facts.Kind == EventKind.Done)
        {
            said.End(exchange.Usage.Usage);
            return BehindFarewell(said.Written);
        }

        return said.Written;
    }

    private ReadOnlyMemory<byte> BehindFarewell(ReadOnlyMemory<byte> end) => Farewell.Length == 0 || end.IsEmpty ? end : (byte[])[.. Farewell, .. end.Span];

    // The data is a slice of the event, or its joined lines.
    private ReadOnlyMemory<byte> MemoryOf(ReadOnlyMemory<byte> bytes, ReadOnlySpan<byte> data) =>
        bytes.Span.Overlaps(data, out var offset) ? bytes.Slice(offset, data.Length) : _scratch.WrittenMemory[..data.Length];

    private StreamVerdict Judge(EventFacts facts)
    {
        exchange.Reported = facts.Usage ?? exchange.Reported;
        exchange.ContentBytes += facts.ContentBytes;
        exchange.StreamedBytes += facts.PaidBytes;
        exchange.See(facts.Stored);
        if (facts.ContentBytes > 0)
        {
            exchange.FirstContentAt ??= clock.GetTimestamp();
        }

        _finished = Math.Max(_finished, facts.Finished);
        exchange.ReportIsFinal |= facts.Usage is not null && IsComplete;
        switch (facts.Kind)
        {
            case EventKind.Done:
                IsDone = exchange.ReportIsFinal = true;
                _doneAt = clock.GetTimestamp();
                return StreamVerdict.End;
            case EventKind.Failed:
                HasError = IsDone = exchange.ReportIsFinal = true;
                _doneAt = clock.GetTimestamp();
                return StreamVerdict.End;
            case EventKind.UsageOnly when dropsUsage:
                return StreamVerdict.Drop;
            case EventKind.Error:
                HasError = true;
                return StreamVerdict.Pass;
            case EventKind.Other when facts.EndsPart && Sent is { Answer.IsPlain: true }:
                // Alone it would close a part that another may still go on with.
                return StreamVerdict.Hold;
            default:
                // With the last finish reason clients may take the answer as complete, so it and what follows waits.
                return IsComplete && (facts.ContentBytes == 0 || facts.Finishes > 0) ? StreamVerdict.Hold : StreamVerdict.Pass;
        }
    }
}
