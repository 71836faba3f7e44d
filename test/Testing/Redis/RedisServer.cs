using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using FerroGate.Testing.Http;

namespace FerroGate.Testing.Redis;

/// <summary>The real redis-server, which keeps nothing on a disk but what it is told to <c>SAVE</c>.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private const string Path = "/usr/bin/redis-server";

    private readonly TemporaryFolder _folder = new();
    private Process? _process;

    private RedisServer(int port) => Port = port;

    /// <summary>Why it cannot be started on this machine; <c>null</c> where it can.</summary>
    public static string? Missing { get; } = File.Exists(Path) ? null : $"There is no {Path}; Debian's package redis-server has it";

    public int Port { get; }

    /// <summary>Where it listens, as the config says it.</summary>
    public string Configuration => $"127.0.0.1:{Port}";

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer(FreePort.Take(1)[0]);
        try
        {
            await server.StartAgainAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it once more after <see cref="StopAsync"/>, at the same address and with nothing in it but what was saved.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo(Path, ["--bind", "127.0.0.1", "--port", $"{Port}", "--save", "", "--appendonly", "no", "--dir", _folder.Path])
        {
            RedirectStandardOutput = true,
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        await Patience.UntilAsync(ListensAsync, listens => listens, "redis-server to listen");
    }

    /// <summary>Has it do something, such as <c>FLUSHALL</c>.</summary>
    public async Task<string> DoAsync(string command)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(command + "\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadLineAsync(Patience.Token()) ?? "";
    }

    /// <summary>It is gone at once, and all that it had with it.</summary>
    public async Task StopAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        if (!process.HasExited)
            process.Kill();
        await process.WaitForExitAsync(Patience.Token());
        process.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _folder.Dispose();
    }

    private async Task<bool> ListensAsync()
    {
        if (_process!.HasExited)
            throw new InvalidOperationException($"redis-server ended with {_process.ExitCode}");

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
