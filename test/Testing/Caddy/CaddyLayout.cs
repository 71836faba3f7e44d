using System.Diagnostics;

namespace FerroGate.Testing.Caddy;

/// <summary>What the real Caddy's <c>caddy fmt</c> makes of a text.</summary>
public static class CaddyLayout
{
    /// <summary>Waits for the program to end; ask <see cref="CaddyProcess.Missing"/> first.</summary>
    public static string Of(string text)
    {
        var start = CaddyProcess.StartOf("fmt", "-");
        start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        process.StandardInput.Write(text);
        process.StandardInput.Close();
        var layout = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return layout;
    }
}
