namespace FerroGate.Server.Telemetry.Logs;

/// <summary><c>output file</c>: appends to a file, which is put aside when it has grown too large.</summary>
internal sealed class FileSink : ILogSink
{
    private const int Together = 64 * 1024;

    private readonly string _path;
    private readonly long _rollSize;
    private readonly OldLogFiles _old;
    private AppendedFile _file;
    private Task _tidying;

    /// <param name="path">The file; folders that are missing on the way to it are made.</param>
    /// <param name="rollSize">Before it would grow beyond so many bytes it is put aside; 0 never.</param>
    /// <param name="old">What was put aside.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be opened.</exception>
    public FileSink(string path, long rollSize, OldLogFiles old)
    {
        _path = path;
        _rollSize = rollSize;
        _old = old;
        _file = AppendedFile.Open(_path);
        _tidying = _file.HasLength ? Task.Run(_old.Tidy) : Task.CompletedTask;
    }

    // Not more than a file may have, where that is less.
    public int MostAtOnce => !_file.HasLength ? StreamSink.OfPipe : _rollSize > 0 ? (int)Math.Min(_rollSize, Together) : Together;

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        if (_file.HasLength)
        {
            // By the process that hands over or its successor, by a log of another size in this one, or by whoever looks after logs here.
            if (_file.WasTakenAway)
                await BeginAnewAsync();
            if (_rollSize > 0 && _file.Length is var length and > 0 && length + lines.Length > _rollSize)
                await RollAsync();
        }

        await _file.WriteAsync(lines, cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await _tidying;
    }

    // Where the file cannot be put aside it goes on growing: better than losing its lines.
    private async ValueTask RollAsync()
    {
        // Where the system does not say that it was taken away, it may be gone: then there is nothing to put aside.
        if (File.Exists(_path) && !_old.TryPutAside())
            return;

        await BeginAnewAsync();

        // One after the other, and never in the way of lines.
        var earlier = _tidying;
        _tidying = Task.Run(async () =>
        {
            await earlier;
            _old.Tidy();
        });
    }

    private async ValueTask BeginAnewAsync()
    {
        var before = _file;
        _file = AppendedFile.Open(_path);
        await before.DisposeAsync();
    }
}
