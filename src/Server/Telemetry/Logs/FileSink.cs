namespace FerroGate.Server.Telemetry.Logs;

/// <summary><c>output file</c>: appends to a file, which is put aside when it has grown too large.</summary>
internal sealed class FileSink : ILogSink
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _path;
    private readonly long _rollSize;
    private readonly OldLogFiles _old;
    private FileStream _file;
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
        _file = Open();
        _tidying = _file.CanSeek ? Task.Run(_old.Tidy) : Task.CompletedTask;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> line, CancellationToken cancellation)
    {
        // A pipe or a terminal under the name of a file has no length.
        if (_rollSize > 0 && _file.CanSeek && _file.Length > 0 && _file.Length + line.Length > _rollSize)
            await RollAsync();

        await _file.WriteAsync(line, cancellation);
    }

    public ValueTask FlushAsync(CancellationToken cancellation) => new(_file.FlushAsync(cancellation));

    public async ValueTask DisposeAsync()
    {
        await _file.DisposeAsync();
        await _tidying;
    }

    private FileStream Open()
    {
        if (Path.GetDirectoryName(_path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);

        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,
        };

        // Lines tell who visited; nobody else on the machine needs to know.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;

        return new FileStream(_path, options);
    }

    // Where the file cannot be put aside it goes on growing: better than losing its lines.
    private async ValueTask RollAsync()
    {
        // Where somebody else has taken it away, there is nothing to put aside.
        await _file.FlushAsync();
        if (File.Exists(_path) && !_old.TryPutAside())
            return;

        var full = _file;
        _file = Open();
        await full.DisposeAsync();

        // One after the other, and never in the way of lines.
        var earlier = _tidying;
        _tidying = Task.Run(async () =>
        {
            await earlier;
            _old.Tidy();
        });
    }
}
