using System.Globalization;
using FerroGate.Core.Circuits;

namespace FerroGate.Server.Telemetry;

/// <summary>Tells in the log and in the metrics what becomes of the circuits of targets.</summary>
internal sealed partial class CircuitWatch(GatewayMetrics metrics, ILogger<CircuitWatch> logger)
{
    /// <summary>A circuit has changed.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="model">The provider's name of the model.</param>
    /// <param name="configured">The name that config gives it.</param>
    /// <param name="change">The change.</param>
    public void Changed(string provider, string model, string configured, CircuitChange change)
    {
        metrics.CircuitChanged(provider, configured, change.State);
        var reason = Reason(change);
        switch (change.State)
        {
            case CircuitState.Open when change.Cause == CircuitCause.ProbeToldNothing:
                Log.StaysOpen(logger, provider, model);
                break;
            case CircuitState.Open:
                Log.Opened(logger, provider, model, reason);
                break;
            case CircuitState.HalfOpen:
                Log.HalfOpen(logger, provider, model, reason);
                break;
            default:
                Log.Closed(logger, provider, model, reason);
                break;
        }
    }

    private static string Reason(CircuitChange change) => change.Cause switch
    {
        CircuitCause.FailuresInRow => string.Create(CultureInfo.InvariantCulture, $"{change.Failures} failures in a row"),
        CircuitCause.FailureRate => string.Create(CultureInfo.InvariantCulture, $"{change.Failures} of the last {change.Requests} requests failed"),
        CircuitCause.ProbeFailed => "the probe failed",
        CircuitCause.CooldownOver => "the cooldown is over",
        _ => "the target answers again",
    };

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The circuit of {Provider}:{Model} is open: {Reason}. Requests go elsewhere for the cooldown.")]
        public static partial void Opened(ILogger logger, string provider, string model, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "The circuit of {Provider}:{Model} stays open: the probe told neither that it answers nor that it fails. The next request probes.")]
        public static partial void StaysOpen(ILogger logger, string provider, string model);

        [LoggerMessage(Level = LogLevel.Information, Message = "The circuit of {Provider}:{Model} is half-open: {Reason}, and one request probes.")]
        public static partial void HalfOpen(ILogger logger, string provider, string model, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "The circuit of {Provider}:{Model} is closed: {Reason}.")]
        public static partial void Closed(ILogger logger, string provider, string model, string reason);
    }
}
