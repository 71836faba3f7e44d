namespace FerroGate.Server.Telemetry.Logs;

/// <summary><c>output stdout</c> and <c>output stderr</c>.</summary>
internal sealed class StreamSink(Stream stream) : ILogSink
{
    public ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation) => stream.WriteAsync(line, cancellation);

    public ValueTask FlushAsync(CancellationToken cancellation) => new(stream.FlushAsync(cancellation));

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
