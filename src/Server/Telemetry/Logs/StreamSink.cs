namespace FerroGate.Server.Telemetry.Logs;

/// <summary><c>output stdout</c> and <c>output stderr</c>. Lines that come faster than they are written go together.</summary>
internal sealed class StreamSink(Stream stream) : ILogSink
{
    private readonly BufferedStream _lines = new(stream, 16 * 1024);

    public ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation) => _lines.WriteAsync(line, cancellation);

    public ValueTask FlushAsync(CancellationToken cancellation) => new(_lines.FlushAsync(cancellation));

    public ValueTask DisposeAsync() => _lines.DisposeAsync();
}
