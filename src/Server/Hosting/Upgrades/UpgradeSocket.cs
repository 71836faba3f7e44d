using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace FerroGate.Server.Hosting.Upgrades;

/// <summary>Where <c>ferrogate reload --graceful-upgrade</c> finds the running process: a socket that only its user can open.</summary>
internal sealed partial class UpgradeSocket(string path, Upgrade upgrade, ILogger<UpgradeSocket> logger) : IAsyncDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A request is a few paths.
    private const int LongestRequest = 64 * 1024;

    private readonly CancellationTokenSource _stop = new();
    private Socket? _listener;
    private Task _serving = Task.CompletedTask;

    /// <summary>Where the socket of a config lies.</summary>
    public static string PathOf(string? configured, string dataDirectory) => configured ?? Path.Combine(dataDirectory, "upgrade.sock");

    /// <summary>Begins to listen. A process that cannot is served like any other, and only cannot be upgraded.</summary>
    public void Start()
    {
        try
        {
            Listen();
            _serving = ServeAsync();
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException or ArgumentException)
        {
            Log.CannotListen(logger, path, exception.Message);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener?.Dispose();
        await _serving;
        _stop.Dispose();
    }

    private void Listen()
    {
        // What a process has left that is gone; one that lives has the lock of the data directory.
        File.Delete(path);
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            listener.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerOnly);

            listener.Listen();
            _listener = listener;
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener!.AcceptAsync(_stop.Token);
                if (await ServeAsync(client))
                    return;
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception);
                if (_listener is { SafeHandle.IsClosed: true })
                    return;
            }
        }
    }

    private async Task<bool> ServeAsync(Socket client)
    {
        await using var stream = new NetworkStream(client);
        if (await ReadAsync(stream) is not { } request)
            return false;

        // The new process listens at the same place.
        _listener!.Dispose();
        var reply = await upgrade.RunAsync(request, _stop.Token);
        if (reply.NewProcess is null && !_stop.IsCancellationRequested)
            Listen();

        try
        {
            await stream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(reply, HandoverJson.Default.UpgradeReply));
        }
        catch (IOException)
        {
            // Whoever asked has not waited; the upgrade is what it is.
        }

        return reply.NewProcess is not null;
    }

    private async Task<UpgradeRequest?> ReadAsync(NetworkStream stream)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        patience.CancelAfter(TimeSpan.FromSeconds(5));
        var buffer = new byte[LongestRequest];
        var length = 0;
        while (length < buffer.Length && !buffer.AsSpan(0, length).Contains((byte)'\n'))
        {
            var count = await stream.ReadAsync(buffer.AsMemory(length), patience.Token);
            if (count == 0)
                return null;

            length += count;
        }

        return JsonSerializer.Deserialize(Encoding.UTF8.GetString(buffer, 0, length), HandoverJson.Default.UpgradeRequest);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "This process cannot be upgraded, for {Path} cannot be listened on: {Reason}")]
        public static partial void CannotListen(ILogger logger, string path, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Somebody who asked for an upgrade could not be served.")]
        public static partial void Failed(ILogger logger, Exception exception);
    }
}
