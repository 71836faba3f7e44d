using System.Globalization;

namespace FerroGate.Server.Hosting;

/// <summary>The file that says which process runs; whoever ends takes it away, unless another one has written it since.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    private static string Own => Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    /// <summary>Writes the number of this process; <c>null</c> where the config names no file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static PidFile? Write(string? path)
    {
        if (path is null)
            return null;

        // In one step: who reads it finds one number or the other.
        var written = $"{path}.{Own}";
        File.WriteAllText(written, Own + "\n");
        File.Move(written, path, overwrite: true);
        return new PidFile(path);
    }

    public void Dispose()
    {
        try
        {
            if (File.ReadAllText(_path).Trim() == Own)
                File.Delete(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is gone, or not ours any more.
        }
    }
}
