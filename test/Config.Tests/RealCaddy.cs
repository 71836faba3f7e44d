using System.Diagnostics;

namespace FerroGate.Config.Tests;

/// <summary>The program whose language we speak, where this machine has it.</summary>
internal static class RealCaddy
{
    private const string Path = "/usr/bin/caddy";

    /// <summary>What <c>caddy fmt</c> makes of a text; a test that asks for it without Caddy is skipped.</summary>
    public static string Format(string input)
    {
        Assert.SkipUnless(File.Exists(Path), $"{Path} is not there; Debian's package caddy brings it");
        using var process = Process.Start(new ProcessStartInfo(Path, ["fmt", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return output;
    }
}
