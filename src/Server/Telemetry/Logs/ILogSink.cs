namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Where lines go in the end. One writer at a time; what it throws costs the lines that it was given only.</summary>
internal interface ILogSink : IAsyncDisposable
{
    /// <summary>How many bytes of whole lines it takes at once; a line that is longer comes alone.</summary>
    int MostAtOnce { get; }

    /// <summary>Writes one line or several.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellation);
}
