using System.Diagnostics;

namespace FerroGate.Testing;

/// <summary>A disk of a few megabytes, in memory, in the place of a folder; to be had by root on Linux only.</summary>
public sealed class SmallDisk : IDisposable
{
    private const int Part = 1 << 20;

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Why there is none on this machine; <c>null</c> where there is.</summary>
    public static string? Missing { get; } = FindOut();

    public static SmallDisk Over(string folder, int megabytes)
    {
        Directory.CreateDirectory(folder);
        return Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=700", "tmpfs", folder) is { } error
            ? throw new InvalidOperationException(error)
            : new SmallDisk(folder);
    }

    /// <summary>Takes all the room that is left.</summary>
    public void Fill()
    {
        var part = new byte[Part];
        using var filler = new FileStream(Path.Combine(_folder, "filler"), FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        for (var size = Part; size > 0;)
        {
            try
            {
                filler.Write(part, 0, size);
            }
            catch (IOException)
            {
                size /= 2;
            }
        }
    }

    /// <summary>Gives it back.</summary>
    public void Free() => File.Delete(Path.Combine(_folder, "filler"));

    public void Dispose() => Run("umount", "-l", _folder);

    private static string? FindOut()
    {
        if (!OperatingSystem.IsLinux())
            return "This machine is no Linux, so no small disk can be made";

        using var folder = new TemporaryFolder();
        var at = Path.Combine(folder.Path, "disk");
        Directory.CreateDirectory(at);
        if (Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", at) is { } error)
            return $"No small disk can be made here: {error}";

        Run("umount", "-l", at);
        return null;
    }

    private static string? Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : error.Trim();
    }
}
