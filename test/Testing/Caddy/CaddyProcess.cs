using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace FerroGate.Testing.Caddy;

/// <summary>The real Caddy in a process of its own, to be asked the same as the gateway.</summary>
public sealed class CaddyProcess : IAsyncDisposable
{
    /// <summary>The version that the comparison is about.</summary>
    public const string Version = "2.6.2";

    private const string Path = "/usr/bin/caddy";

    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private CaddyProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
    }

    /// <summary>Why there is nothing to compare with on this machine; <c>null</c> where there is.</summary>
    public static string? Missing { get; } = FindMissing();

    /// <summary>What it wrote so far, for a failure's message.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts <c>caddy run</c> and waits until it listens on these ports of this machine.</summary>
    /// <param name="config">The path of a Caddyfile.</param>
    /// <param name="folder">Where it keeps what it stores, so that it leaves nothing behind.</param>
    /// <param name="environment">The variables that the Caddyfile reads.</param>
    /// <param name="ports">The ports that the Caddyfile names.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not listen in time; the message holds what it wrote.</exception>
    public static async Task<CaddyProcess> StartAsync(
        string config, string folder, IEnumerable<KeyValuePair<string, string>> environment, IEnumerable<int> ports)
    {
        var start = StartOf("run", "--config", config, "--adapter", "caddyfile");
        start.WorkingDirectory = folder;
        foreach (var name in (string[])["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"])
            start.Environment[name] = folder;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var caddy = new CaddyProcess(new Process { StartInfo = start });
        try
        {
            caddy._process.Start();
            caddy._process.BeginOutputReadLine();
            caddy._process.BeginErrorReadLine();
            foreach (var port in ports)
                await Patience.UntilAsync(() => caddy.ListensOnAsync(port), listens => listens, $"Caddy to listen on port {port}");
            return caddy;
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            await caddy.DisposeAsync();
            throw new InvalidOperationException($"{failure.Message}\n{caddy.Log}", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(Patience.Token());
        _process.Dispose();
    }

    private async Task<bool> ListensOnAsync(int port)
    {
        if (_process.HasExited)
        {
            // Only now is everything that it wrote here.
            await _process.WaitForExitAsync(Patience.Token());
            throw new InvalidOperationException("Caddy ended before it listened");
        }

        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, Patience.Token());
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void OnLine(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    private static string? FindMissing()
    {
        if (!File.Exists(Path))
            return $"Caddy is not installed ({Path})";
        using var process = Process.Start(StartOf("version"))!;
        var version = process.StandardOutput.ReadToEnd().Trim().TrimStart('v');
        process.WaitForExit();
        return version.Split(' ')[0] == Version ? null : $"{Path} is version {version}, and the comparison is with {Version}";
    }

    /// <summary>A start of the program whose output is read.</summary>
    internal static ProcessStartInfo StartOf(params IEnumerable<string> arguments) => new(Path, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        UseShellExecute = false,
    };
}
