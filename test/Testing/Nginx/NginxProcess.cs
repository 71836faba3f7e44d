using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using FerroGate.Testing.Http;

namespace FerroGate.Testing.Nginx;

/// <summary>The real nginx with one server, to be asked the same as the gateway.</summary>
public sealed class NginxProcess : IAsyncDisposable
{
    private const string Path = "/usr/sbin/nginx";

    private readonly Process _process;
    private readonly TemporaryFolder _folder;

    private NginxProcess(Process process, TemporaryFolder folder, int port)
    {
        _process = process;
        _folder = folder;
        Address = new Uri($"http://127.0.0.1:{port}");
    }

    /// <summary>Why there is nothing to compare with on this machine; <c>null</c> where there is.</summary>
    public static string? Missing { get; } = File.Exists(Path) ? null : $"There is no {Path}; Debian's package nginx-light has it";

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <param name="http">Lines of its <c>http</c> block, such as <c>upstream</c>.</param>
    /// <param name="server">Lines of its <c>server</c>.</param>
    public static async Task<NginxProcess> StartAsync(string http, string server)
    {
        var folder = new TemporaryFolder();
        var port = FreePort.Take(1)[0];
        var temporary = string.Concat(((string[])["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]).Select(name => $"{name}_temp_path {folder.Path};\n"));
        var config = folder.Write(
            "nginx.conf",
            $"daemon off;\nmaster_process off;\npid {folder.Path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\naccess_log off;\n{temporary}{http}\nserver {{\nlisten 127.0.0.1:{port};\n{server}\n}}\n}}\n");
        var start = new ProcessStartInfo(Path, ["-c", config, "-p", folder.Path]) { RedirectStandardError = true };
        var nginx = new NginxProcess(Process.Start(start)!, folder, port);
        try
        {
            await Patience.UntilAsync(() => nginx.ListensAsync(), listens => listens, "nginx to listen");
            return nginx;
        }
        catch
        {
            await nginx.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();

        await _process.WaitForExitAsync(Patience.Token());
        _process.Dispose();
        _folder.Dispose();
    }

    private async Task<bool> ListensAsync()
    {
        if (_process.HasExited)
            throw new InvalidOperationException($"nginx ended: {await _process.StandardError.ReadToEndAsync()}");

        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Address.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
