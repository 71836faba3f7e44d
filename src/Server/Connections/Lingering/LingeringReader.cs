using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace FerroGate.Server.Connections.Lingering;

/// <summary>What comes over a connection, also after its server reads no more.</summary>
internal sealed class LingeringReader(PipeReader inner) : PipeReader
{
    private ReadOnlySequence<byte>? _handed;

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var read = inner.ReadAsync(cancellationToken);
        return read.IsCompletedSuccessfully ? new(Hand(read.Result)) : HandAsync(read);
    }

    public override bool TryRead(out ReadResult result)
    {
        if (!inner.TryRead(out result))
            return false;

        Hand(result);
        return true;
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _handed = null;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    /// <summary>Only gives back what was handed out last: the connection is closed when it has lingered.</summary>
    public override void Complete(Exception? exception = null)
    {
        if (_handed is { } left)
            AdvanceTo(left.End);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReadResult> HandAsync(ValueTask<ReadResult> read) => Hand(await read);

    private ReadResult Hand(ReadResult read)
    {
        _handed = read.Buffer;
        return read;
    }
}
