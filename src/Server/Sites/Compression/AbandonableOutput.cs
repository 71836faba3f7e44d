namespace FerroGate.Server.Sites.Compression;

/// <summary>Where compressed bytes go, until the answer is given up: closing a compressor writes, and then it must not.</summary>
internal sealed class AbandonableOutput(Stream target) : WriteOnlyStream
{
    private bool _abandoned;

    public void Abandon() => _abandoned = true;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _abandoned ? ValueTask.CompletedTask : target.WriteAsync(buffer, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (!_abandoned)
            target.Write(buffer, offset, count);
    }

    // Who flushes the compressor flushes the response right after it.
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override void Flush()
    {
    }
}
