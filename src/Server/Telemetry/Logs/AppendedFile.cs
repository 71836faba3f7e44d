using System.Runtime.InteropServices;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>A file for lines that go to its end, wherever that is by then: also another process may write to it.</summary>
/// <remarks>
/// The runtime writes at the end that it has seen when it opened the file: while a process hands over, it and its successor would write over each
/// other's lines. With <c>O_APPEND</c> the system finds the end, also for <c>pwrite</c> on Linux (pwrite(2), under BUGS).
/// </remarks>
internal sealed class AppendedFile : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // fcntl(2) of Linux.
    private const int SetStatusFlags = 4;
    private const int Append = 0x400;

    private readonly FileStream _file;
    private readonly string? _place;

    // The last line was written in part.
    private bool _isTorn;

    private AppendedFile(FileStream file)
    {
        _file = file;
        _place = FindPlace();
    }

    /// <summary>It is no pipe and no terminal.</summary>
    public bool HasLength => _file.CanSeek;

    public long Length => _file.Length;

    /// <summary>It has another name by now or none, so that nobody looks for lines in it.</summary>
    public bool WasTakenAway => FindPlace() != _place;

    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be opened.</exception>
    public static AppendedFile Open(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
            Directory.CreateDirectory(folder);

        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite | FileShare.Delete,

            // What is written is whole lines, and a buffer would cut them.
            BufferSize = 0,
        };

        // Lines tell who visited; nobody else on the machine needs to know.
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnly;

        var file = new FileStream(path, options);
        if (OperatingSystem.IsLinux() && Control((int)file.SafeFileHandle.DangerousGetHandle(), SetStatusFlags, Append) != 0)
        {
            var reason = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
            file.Dispose();
            throw new IOException($"its end cannot be written to: {reason}");
        }

        return new AppendedFile(file);
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellation)
    {
        if (_isTorn)
        {
            await _file.WriteAsync("\n"u8.ToArray(), cancellation);
            _isTorn = false;
        }

        var before = HasLength ? Length : 0;
        try
        {
            await _file.WriteAsync(lines, cancellation);
        }
        catch (IOException)
        {
            // A disk that is full takes a part first.
            _isTorn = HasLength && Length > before;
            throw;
        }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();

    // Where the system says that it is; `null` where the system does not say.
    private string? FindPlace()
    {
        try
        {
            return OperatingSystem.IsLinux() ? File.ResolveLinkTarget($"/proc/self/fd/{_file.SafeFileHandle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(int file, int command, int argument);
}
