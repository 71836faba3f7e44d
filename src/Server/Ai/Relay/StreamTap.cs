using System.Buffers;
using FerroGate.Ai.Dialects;
using FerroGate.Ai.Sse;
using FerroGate.Core.Refusals;

namespace FerroGate.Server.Ai.Relay;

/// <summary>Looks at each event of a stream, keeps what the ledger needs, and decides what becomes of the event.</summary>
internal sealed class StreamTap(Exchange exchange, bool dropsUsage, TimeProvider clock)
{
    private readonly IStreamFollower _follower = exchange.Admitted.Dialect.Follow(exchange.Admitted.Envelope);
    private readonly ArrayBufferWriter<byte> _scratch = new();
    private long _finished;
    private StreamVerdict _last;
    private long _doneAt;

    /// <summary>The mark was there behind which nothing comes.</summary>
    public bool IsDone { get; private set; }

    /// <summary>How long ago that was.</summary>
    public TimeSpan SinceDone => clock.GetElapsedTime(_doneAt);

    /// <summary>The provider told of an error inside the stream.</summary>
    public bool HasError { get; private set; }

    /// <summary>Nothing is missing: the end mark was there, or every choice has its finish reason.</summary>
    public bool IsComplete => IsDone || _finished >= exchange.Admitted.Envelope.Choices;

    public StreamVerdict See(ReadOnlySpan<byte> bytes)
    {
        // The second half of a line end follows the event that it belongs to.
        return _last = bytes.SequenceEqual("\n"u8) ? _last : Judge(_follower.Read(SseEvent.DataOf(bytes, _scratch)));
    }

    /// <summary>Ends the stream with an error of ours.</summary>
    public void WriteError(IBufferWriter<byte> output, Refusal refusal) =>
        _follower.WriteError(output, refusal, exchange.Admitted.Facts.Identity.RequestId);

    private StreamVerdict Judge(EventFacts facts)
    {
        exchange.Reported = facts.Usage ?? exchange.Reported;
        exchange.ContentBytes += facts.ContentBytes;
        if (facts.ContentBytes > 0)
        {
            exchange.FirstContentAt ??= clock.GetTimestamp();
        }

        _finished += facts.Finishes;
        exchange.ReportIsFinal |= facts.Usage is not null && IsComplete;
        switch (facts.Kind)
        {
            case EventKind.Done:
                IsDone = exchange.ReportIsFinal = true;
                _doneAt = clock.GetTimestamp();
                return StreamVerdict.Hold;
            case EventKind.Failed:
                HasError = IsDone = exchange.ReportIsFinal = true;
                _doneAt = clock.GetTimestamp();
                return StreamVerdict.Hold;
            case EventKind.UsageOnly when dropsUsage:
                return StreamVerdict.Drop;
            case EventKind.Error:
                HasError = true;
                return StreamVerdict.Pass;
            default:
                // With the last finish reason clients may take the answer as complete, so it and what follows waits.
                return IsComplete && (facts.ContentBytes == 0 || facts.Finishes > 0) ? StreamVerdict.Hold : StreamVerdict.Pass;
        }
    }
}
