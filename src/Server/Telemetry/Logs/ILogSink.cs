namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Where lines go in the end. One writer at a time; what it throws as an <see cref="IOException"/> costs that line only.</summary>
internal interface ILogSink : IAsyncDisposable
{
    ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation);

    /// <summary>Called when no further line waits.</summary>
    ValueTask FlushAsync(CancellationToken cancellation);
}
