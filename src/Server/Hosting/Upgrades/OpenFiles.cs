using System.Runtime.InteropServices;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>Says which open files a process that this one starts gets too.</summary>
internal static class OpenFiles
{
    private const int SetFlags = 2;
    private const int CloseOnExec = 1;

    /// <summary>A process that is started gets it, and its end of it is the same open file.</summary>
    /// <remarks>A socket for which this was said is closed by the runtime without disturbing whoever shares it.</remarks>
    public static void Share(int file) => Set(file, 0);

    /// <summary>It stays with this process.</summary>
    public static void Keep(int file) => Set(file, CloseOnExec);

    private static void Set(int file, int flags)
    {
        if (Control(file, SetFlags, flags) != 0)
            throw new IOException($"The open file {file} cannot be handed over: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Control(int file, int command, int argument);
}
