using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace FerroGate.Config;

/// <summary>Opens a file of this machine that a config may be in, without waiting for what a named pipe may never bring.</summary>
internal static class DiskFile
{
    // To read, without waiting, and not for the processes that this one starts.
    private const int FlagsOfLinux = 0x800 | 0x80000;
    private const int FlagsOfMacOS = 0x4 | 0x1000000;

    // What the system says of a socket.
    private const int NoSuchDevice = 6;

    // What the process was started with is open already, and somebody writes to it: `validate -c /dev/stdin`.
    private static readonly string[] OpenAlready = ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"];

    /// <exception cref="IOException">It is no file with a beginning and an end, or cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path))
            throw new IOException("it is a directory");

        if (path.Contains('\0', StringComparison.Ordinal) || OpenAlready.Any(known => path.StartsWith(known, StringComparison.Ordinal)))
            return File.OpenRead(path);

        // Only the system's own call can open a named pipe without waiting for its writer.
        var opened = Open(Encoding.UTF8.GetBytes(path + '\0'), OperatingSystem.IsMacOS() ? FlagsOfMacOS : FlagsOfLinux);
        if (opened < 0)
            return Marshal.GetLastPInvokeError() == NoSuchDevice ? throw NoRegularFile() : File.OpenRead(path);

        var stream = new FileStream(new SafeFileHandle(opened, ownsHandle: true), FileAccess.Read, bufferSize: 0);
        if (stream.CanSeek)
            return stream;

        stream.Dispose();
        throw NoRegularFile();
    }

    private static IOException NoRegularFile() => new("it is no regular file");

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Open(byte[] path, int flags);
}
