using FerroGate.Core.Keys;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Telemetry.Logs;

namespace FerroGate.Server.Hosting;

/// <summary>What is there before the web application is, and stays to its end.</summary>
/// <param name="Snapshot">The first revision.</param>
/// <param name="Keys">Every key.</param>
/// <param name="Lifecycle">Where the process stands.</param>
/// <param name="Logs">The logs.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Clock">The clock.</param>
internal sealed record GatewayParts(
    GatewaySnapshot Snapshot,
    KeyDirectory Keys,
    Lifecycle Lifecycle,
    GatewayLogs Logs,
    Func<string, string?> Environment,
    TimeProvider Clock);
