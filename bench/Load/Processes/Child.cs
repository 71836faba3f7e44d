using System.Diagnostics;
using System.Net.Sockets;

namespace FerroGate.Bench.Load.Processes;

/// <summary>A program that ends with the harness. What it says goes to a file in its folder.</summary>
internal sealed class Child : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    private readonly Process _process;

    private readonly string _log;

    private Child(Process process, string log) => (_process, _log) = (process, log);

    public int Id => _process.Id;

    public static Child Start(string folder, string program, params ReadOnlySpan<string> arguments)
    {
        var log = Path.Combine(folder, Path.GetFileName(program) + ".log");
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder };
        foreach (var argument in (ReadOnlySpan<string>)["-c", $"exec \"$@\" >>'{log}' 2>&1", "sh", program, .. arguments])
            start.ArgumentList.Add(argument);
        return new Child(Process.Start(start)!, log);
    }

    /// <summary>Waits until something accepts connections on a port.</summary>
    public async Task ListensAsync(int port)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await socket.ConnectAsync("127.0.0.1", port);
                return;
            }
            catch (SocketException)
            {
                if (_process.HasExited || Stopwatch.GetElapsedTime(start) > Patience)
                    throw new InvalidOperationException($"It does not listen on port {port}. It has said: {await File.ReadAllTextAsync(_log)}");
                await Task.Delay(5);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            if (await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(30))) is { } ended && !_process.HasExited)
                _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }
}
