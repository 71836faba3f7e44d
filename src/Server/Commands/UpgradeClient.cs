using System.Net.Sockets;
using System.Text.Json;
using FerroGate.Config.Model;
using FerroGate.Server.Hosting;
using FerroGate.Server.Hosting.Upgrades;

namespace FerroGate.Server.Commands;

/// <summary>Asks the running gateway of this machine to hand over to a new process of this program.</summary>
internal static class UpgradeClient
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> SendAsync(string configPath, GatewayConfig config, Terminal terminal, CancellationToken cancellation)
    {
        var path = UpgradeSocket.PathOf(config.Reliability.UpgradeSocket?.Value, config.Data.Path?.Value ?? StoreSettings.DefaultPath);
        try
        {
            using var socket = await ConnectAsync(path, config.Reliability.UpgradeSocketRetries?.Value ?? 0, cancellation);
            var request = new UpgradeRequest(Environment.ProcessPath!, OwnArguments(), Path.GetFullPath(configPath));
            await using var stream = new NetworkStream(socket);
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(request, HandoverJson.Default.UpgradeRequest), cancellation);
            await stream.WriteAsync("\n"u8.ToArray(), cancellation);
            return Tell(await JsonSerializer.DeserializeAsync(stream, HandoverJson.Default.UpgradeReply, cancellation), configPath, terminal);
        }
        catch (JsonException)
        {
            return terminal.Fail("the running gateway has not said what became of the upgrade; its log tells more.");
        }
        catch (Exception exception) when (exception is SocketException or IOException or ArgumentException)
        {
            return terminal.Fail(
                $"no running gateway is reached at {path}: {exception.Message}. It is the gateway of the same data directory, seen from this working directory, and only its own user may ask.");
        }
    }

    private static async Task<Socket> ConnectAsync(string path, int retries, CancellationToken cancellation)
    {
        while (true)
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellation);
                return socket;
            }
            catch (SocketException) when (retries-- > 0)
            {
                socket.Dispose();
                await Task.Delay(Pause, TimeProvider.System, cancellation);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private static int Tell(UpgradeReply? reply, string configPath, Terminal terminal)
    {
        if (reply?.NewProcess is not { } process)
            return terminal.Fail($"the upgrade was refused: {reply?.Error}");

        terminal.Output.WriteLine($"upgrade OK: old_pid={reply.OldProcess}, new_pid={process}, config={configPath}, mode=listener-level");
        return ExitCode.Ok;
    }

    // A program that the runtime's own command runs is named behind that.
    private static string[] OwnArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Path.GetFullPath(Environment.GetCommandLineArgs()[0])] : [];
}
