using FerroGate.Config.Model;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Text;
using FerroGate.Core.Snapshot;

namespace FerroGate.Server.Snapshots;

/// <summary>Makes the time limits of a target of all that is said about them: the most specific one that is set holds.</summary>
internal static class TimeLimitsCompiler
{
    /// <summary>The global ones. The dispatch timeout is the older name for two of them together.</summary>
    public static TimeLimits Of(ReliabilityConfig config)
    {
        var defaults = new TimeLimits();
        return new TimeLimits
        {
            Connect = (config.ConnectTimeout ?? config.DispatchTimeout)?.Value ?? defaults.Connect,
            FirstByte = (config.FirstByteTimeout ?? config.DispatchTimeout)?.Value ?? defaults.FirstByte,
            PlainFirstByte = config.PlainFirstByteTimeout?.Value,
            FirstToken = config.FirstTokenTimeout?.Value ?? defaults.FirstToken,
            Silence = config.StreamSilence?.Value ?? defaults.Silence,
            Total = config.ExchangeTimeout?.Value ?? defaults.Total,
        };
    }

    /// <param name="global">What holds where nobody has said anything.</param>
    /// <param name="said">What is said about the target, its model and its provider, in this order.</param>
    public static TimeLimits Of(TimeLimits global, params IReadOnlyList<TimeoutsConfig?> said)
    {
        return new TimeLimits
        {
            Connect = First(limits => limits.Connect) ?? global.Connect,
            FirstByte = First(limits => limits.FirstByte) ?? global.FirstByte,
            PlainFirstByte = First(limits => limits.PlainFirstByte) ?? global.PlainFirstByte,
            FirstToken = First(limits => limits.FirstToken) ?? global.FirstToken,
            Silence = First(limits => limits.Silence) ?? global.Silence,
            Total = First(limits => limits.Total) ?? global.Total,
        };

        TimeSpan? First(Func<TimeoutsConfig, Setting<TimeSpan>?> limit) => said.OfType<TimeoutsConfig>().Select(limit).OfType<Setting<TimeSpan>>().FirstOrDefault()?.Value;
    }
}
