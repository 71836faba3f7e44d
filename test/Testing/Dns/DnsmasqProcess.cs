using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;

namespace FerroGate.Testing.Dns;

/// <summary>The real dnsmasq as a DNS server that knows a few names and asks nobody else.</summary>
public sealed class DnsmasqProcess : IAsyncDisposable
{
    private const string Path = "/usr/sbin/dnsmasq";

    private readonly Process _process;
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();

    private DnsmasqProcess(Process process, int port)
    {
        _process = process;
        Port = port;

        // All of it is read, whether a test asks or not: a full pipe would stop the server.
        process.ErrorDataReceived += (_, line) => _ = line.Data is null ? _said.Writer.TryComplete() : _said.Writer.TryWrite(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Why there is none on this machine; <c>null</c> where there is.</summary>
    public static string? Missing { get; } = File.Exists(Path) ? null : $"There is no {Path}; Debian's package dnsmasq-base has it";

    public int Port { get; }

    /// <param name="port">Where it listens.</param>
    /// <param name="records">Its records, as options of dnsmasq: <c>host-record=…</c>, <c>srv-host=…</c>.</param>
    public static async Task<DnsmasqProcess> StartAsync(int port, params IEnumerable<string> records)
    {
        var options = new[]
        {
            "keep-in-foreground", "no-resolv", "no-hosts", "conf-file=/dev/null", "local=//", "bind-interfaces", "listen-address=127.0.0.1", $"port={port}",
            "user=", "pid-file", "log-queries", "log-facility=-",
        };
        var start = new ProcessStartInfo(Path, options.Concat(records).Select(option => $"--{option}")) { RedirectStandardError = true };
        var dns = new DnsmasqProcess(Process.Start(start)!, port);
        try
        {
            await Patience.UntilAsync(dns.ListensAsync, listens => listens, "dnsmasq to listen");
            return dns;
        }
        catch
        {
            await dns.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until somebody asks for a name.</summary>
    public async Task AskedForAsync(string name)
    {
        await foreach (var line in _said.Reader.ReadAllAsync(Patience.Token()))
        {
            if (line.Contains("query[", StringComparison.Ordinal) && line.Contains(name, StringComparison.OrdinalIgnoreCase))
                return;
        }

        throw new InvalidOperationException($"dnsmasq ended before it was asked for {name}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync(Patience.Token());
        _process.Dispose();
    }

    // It takes questions over TCP as well.
    private async Task<bool> ListensAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"dnsmasq ended: {string.Join('\n', await _said.Reader.ReadAllAsync(Patience.Token()).ToListAsync())}");

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
