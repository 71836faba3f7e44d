using System.Runtime.InteropServices;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Opens a file for lines that go to its end, wherever that is by then.</summary>
/// <remarks>
/// The runtime writes at the end that it has seen when it opened the file: while a process hands over, it and its successor would write over each
/// other's lines. With <c>O_APPEND</c> the system finds the end, also for <c>pwrite</c> on Linux (pwrite(2), under BUGS).
/// </remarks>
internal static class AppendedFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // fcntl(2) of Linux.
    private const int SetStatusFlags = 4;
    private const int Append = 0x400;

    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be opened.</exception>
    public static FileStream Open(string path)
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

        return file;
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(int file, int command, int argument);
}
