using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FerroGate.Server.Hosting.Services;

/// <summary>
/// Tells the service manager that started the gateway how it stands: systemd's protocol, <c>sd_notify(3)</c>. Where nobody wants to
/// hear it, and where it cannot be told, nothing happens.
/// </summary>
/// <param name="socket">Where it listens; <c>null</c> where there is none.</param>
/// <param name="watchdog">How often it wants a sign of life; <c>null</c> for never.</param>
/// <param name="clock">The clock.</param>
internal sealed class ServiceNotifier(string? socket, TimeSpan? watchdog, TimeProvider clock)
{
    private const string SocketVariable = "NOTIFY_SOCKET";
    private const string WatchdogVariable = "WATCHDOG_USEC";

    /// <summary>The one that the environment names.</summary>
    public static ServiceNotifier Of(Func<string, string?> environment, TimeProvider clock) => new(
        environment(SocketVariable) is { Length: > 0 } socket ? socket : null,
        long.TryParse(environment(WatchdogVariable), NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time > 0
            ? TimeSpan.FromMicroseconds(time)
            : null,
        clock);

    /// <summary>It serves, and this process is the one to watch: it may have taken over from another.</summary>
    public void Ready() => Tell(string.Create(CultureInfo.InvariantCulture, $"MAINPID={Environment.ProcessId}\nREADY=1"));

    /// <summary>It reads its config anew; <see cref="Ready"/> comes after that.</summary>
    public void Reloading() => Tell(string.Create(
        CultureInfo.InvariantCulture, $"RELOADING=1\nMONOTONIC_USEC={clock.GetTimestamp() / (clock.TimestampFrequency / 1_000_000)}"));

    /// <summary>It was told to stop, and serves what runs.</summary>
    public void Stopping() => Tell("STOPPING=1");

    /// <summary>Gives signs of life, twice as often as they are wanted.</summary>
    public async Task WatchAsync(CancellationToken stop)
    {
        if (socket is null || watchdog is not { } time)
            return;

        using var timer = new PeriodicTimer(time / 2, clock);
        try
        {
            do
            {
                Tell("WATCHDOG=1");
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException)
        {
        }
    }

    private void Tell(string state)
    {
        if (socket is null)
            return;

        try
        {
            using var sender = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

            // A name that begins with @ is one of Linux's abstract ones.
            var address = new UnixDomainSocketEndPoint(socket.StartsWith('@') ? $"\0{socket[1..]}" : socket);
            sender.SendTo(Encoding.UTF8.GetBytes(state), address);
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            // A service that serves must not end because nobody hears that it does.
        }
    }
}
