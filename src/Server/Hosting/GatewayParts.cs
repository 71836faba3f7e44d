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
    ServiceManager Manager,
    Func<string, string?> Environment,
    TextWriter Output,
    TimeProvider Clock)
{
    /// <summary>Says on standard output where listeners are reached.</summary>
    public void Announce(IEnumerable<(Listener Listener, IPEndPoint EndPoint)> bound)
    {
        foreach (var (listener, endPoint) in bound)
            Output.WriteLine($"listening on {listener.UrlOf(endPoint, Certificates.Has(listener))} ({(listener.IsAdmin ? "admin" : "data")})");

        Output.Flush();
    }
}
