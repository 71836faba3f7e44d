using System.IO.Pipelines;
using FerroGate.Server.Telemetry.Bodies;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Counts what is written, and passes it on.</summary>
internal sealed class CountedWriter(PipeWriter inner) : PipeWriter
{
    private Memory<byte> _given;

    public long Count { get; private set; }

    /// <summary>Keeps the beginning of what is written.</summary>
    public BodyCopy? Copy { get; set; }

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    public override void Advance(int bytes)
    {
        Count += bytes;
        if (Copy is { } copy && bytes <= _given.Length)
        {
            copy.Add(_given.Span[..bytes]);
            _given = _given[bytes..];
        }

        inner.Advance(bytes);
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => Copy is null ? inner.GetMemory(sizeHint) : _given = inner.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => Copy is null ? inner.GetSpan(sizeHint) : GetMemory(sizeHint).Span;

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        Count += source.Length;
        Copy?.Add(source.Span);
        return inner.WriteAsync(source, cancellationToken);
    }

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);
}
