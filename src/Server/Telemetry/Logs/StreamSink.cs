namespace FerroGate.Server.Telemetry.Logs;

/// <summary><c>output stdout</c> and <c>output stderr</c>.</summary>
internal sealed class StreamSink(Stream stream) : ILogSink
{
    /// <summary>
    /// So many bytes a pipe takes as a whole (<c>PIPE_BUF</c> of Linux), whoever else writes to it: while a process hands over, that is its successor.
    /// </summary>
    public const int OfPipe = 4096;

    public int MostAtOnce => OfPipe;

    public ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellation) => stream.WriteAsync(lines, cancellation);

    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
