using System.Net;
using FerroGate.Core.Keys;
using FerroGate.Server.Connections.Tls;
using FerroGate.Server.Hosting.Services;
using FerroGate.Server.Hosting.Upgrades;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry.Logs;

namespace FerroGate.Server.Hosting;

/// <summary>What is there before the web application is, and stays to its end.</summary>
/// <param name="Origin">Where the config comes from.</param>
/// <param name="Inheritance">What another process hands over; <c>null</c> where this one begins by itself.</param>
/// <param name="Keys">Every key.</param>
/// <param name="Lifecycle">Where the process stands.</param>
/// <param name="Certificates">The certificates of listeners.</param>
/// <param name="Outputs">Where logs go.</param>
/// <param name="Logs">What the gateway says of itself.</param>
/// <param name="Manager">The service manager that started the process.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Clock">The clock.</param>
internal sealed record GatewayParts(
    ConfigOrigin Origin,
    Inheritance? Inheritance,
    KeyDirectory Keys,
    Lifecycle Lifecycle,
    ServerCertificates Certificates,
    LogOutputs Outputs,
    OwnLogs Logs,
    ServiceNotifier Manager,
    Func<string, string?> Environment,
    TextWriter Output,
    TimeProvider Clock)
{
    /// <summary>Says on standard output where listeners are reached.</summary>
    public void Announce(IEnumerable<(Listener Listener, IPEndPoint EndPoint)> bound) => Say(
        [.. bound.Select(each => $"listening on {each.Listener.UrlOf(each.EndPoint, Certificates.Has(each.Listener))} ({(each.Listener.IsAdmin ? "admin" : "data")})")]);

    /// <summary>Says on standard output that requests are served.</summary>
    public void SayReady() => Say("ready");

    // Whoever read it may be gone, and that is no reason to serve nobody.
    private void Say(params IReadOnlyList<string> lines)
    {
        try
        {
            foreach (var line in lines)
                Output.WriteLine(line);

            Output.Flush();
        }
        catch (IOException)
        {
        }
    }
}
