using System.Runtime.InteropServices;

namespace FerroGate.Server.Sites.Placeholders;

/// <summary>Placeholders that speak of the machine, in Go's words.</summary>
internal static class ProcessPlaceholders
{
    private const int MostBytesOfAFile = 1 << 20;

    public static string Architecture => RuntimeInformation.OSArchitecture switch
    {
        System.Runtime.InteropServices.Architecture.X64 => "amd64",
        System.Runtime.InteropServices.Architecture.X86 => "386",
        var other => other.ToString().ToLowerInvariant(),
    };

    public static string OperatingSystem =>
        System.OperatingSystem.IsMacOS() ? "darwin" : System.OperatingSystem.IsWindows() ? "windows" : "linux";

    /// <summary>What a file holds that the config names, without the end of its last line; nothing where it cannot be read.</summary>
    public static string FileContent(string path)
    {
        try
        {
            if (new FileInfo(path) is not { Exists: true, Length: <= MostBytesOfAFile })
                return "";

            var text = File.ReadAllText(path);
            return text.EndsWith('\n') ? text[..^(text.EndsWith("\r\n", StringComparison.Ordinal) ? 2 : 1)] : text;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
