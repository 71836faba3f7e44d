using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace FerroGate.Server.Connections.Framing;

/// <summary>
/// What the server reads a connection through: the very bytes, request by request, as far as <see cref="RequestFraming"/> finds
/// them right. In place of a head that is wrong the server gets one that it can answer, and the gate refuses it; a body that goes
/// wrong fails where it is read.
/// </summary>
internal sealed class FramedReader(PipeReader inner, RequestFraming framing) : PipeReader
{
    private ReadOnlySequence<byte> _received;
    private ReadOnlySequence<byte> _handed;
    private bool _isReplaced;
    private bool _isExhausted;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        if (_isReplaced)
            return new ValueTask<ReadResult>(Replaced());

        var read = inner.ReadAsync(cancellationToken);
        if (!read.IsCompletedSuccessfully)
            return HandAsync(read, cancellationToken);

        return TryHand(read.Result, out var handed)
            ? new ValueTask<ReadResult>(handed)
            : HandAsync(inner.ReadAsync(cancellationToken), cancellationToken);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (_isReplaced)
        {
            result = Replaced();
            return true;
        }

        return inner.TryRead(out var received) ? TryHand(received, out result) : Nothing(out result);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        if (_isReplaced)
        {
            _handed = _handed.Slice(consumed);
            return;
        }

        if (framing.IsOtherProtocol)
        {
            inner.AdvanceTo(consumed, examined);
            return;
        }

        var left = _handed.Slice(consumed).Length;
        framing.Consume(_handed.Length - left);
        _isExhausted = _handed.Slice(examined).IsEmpty;

        // What is kept back was looked at too; without saying so, the next read would not wait for more.
        inner.AdvanceTo(consumed, _isExhausted && framing.NeedsMore ? _received.End : examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> HandAsync(ValueTask<ReadResult> read, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryHand(await read, out var handed))
                return handed;

            read = inner.ReadAsync(cancellation);
        }
    }

    // False where nothing that came can be handed on yet.
    private bool TryHand(in ReadResult received, out ReadResult handed)
    {
        handed = received;
        if (framing.IsOtherProtocol)
            return true;

        var before = framing.Judged;
        _received = received.Buffer;
        var length = framing.Read(_received);
        if (framing.IsHeadFaulty)
        {
            Replace();
            handed = Replaced();
            return true;
        }

        // Nothing new, and the server wants more than it has.
        var isStuck = _isExhausted && framing.Judged == before;
        _isExhausted = false;
        if (framing.Fault is { } fault && (length == 0 || isStuck))
        {
            framing.Tell();
            inner.AdvanceTo(_received.Start);
            throw new BadHttpRequestException(fault.Message, fault.Status);
        }

        if (isStuck && !framing.NeedsMore)
            throw new InvalidOperationException("The server asks for more of a request than there is.");

        _handed = length == _received.Length ? _received : _received.Slice(0, length);
        handed = new ReadResult(_handed, received.IsCanceled, received.IsCompleted && length == _received.Length);
        if (length > 0 || received.IsCanceled || received.IsCompleted)
            return true;

        inner.AdvanceTo(_received.Start, _received.End);
        return false;
    }

    private void Replace()
    {
        framing.Tell();
        _handed = new ReadOnlySequence<byte>(FaultyHead.Complete(_received, framing));
        _isReplaced = true;
        inner.AdvanceTo(_received.End);
    }

    private ReadResult Replaced() => new(_handed, isCanceled: false, isCompleted: true);

    private static bool Nothing(out ReadResult result)
    {
        result = default;
        return false;
    }
}
