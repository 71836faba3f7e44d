using FerroGate.Config.Model;
using FerroGate.Config.Model.Servers;
using FerroGate.Server.Snapshots;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>
/// The logs of the gateway itself, and where those of its sites come from. Without a <c>log</c> among the global options that is
/// standard error: what the gateway says of itself as text for people, and requests as JSON.
/// </summary>
internal sealed class GatewayLogs
{
    private const string Default = "default";

    private readonly LogOutputs _outputs;
    private readonly RevisionParts _parts;
    private readonly TimeProvider _clock;

    /// <param name="config">The config.</param>
    /// <param name="outputs">Where logs go.</param>
    /// <param name="parts">Holds the outputs open.</param>
    /// <param name="clock">The clock.</param>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public GatewayLogs(GatewayConfig config, LogOutputs outputs, RevisionParts parts, TimeProvider clock)
    {
        _outputs = outputs;
        _parts = parts;
        _clock = clock;

        // A log with another name stands beside the default one, which is there without a word.
        var replacesDefault = config.Logs.Any(log => log.Name is null or { Value: Default });
        var logs = replacesDefault ? config.Logs : [new LogConfig(default), .. config.Logs];
        var usual = config.Debug is { Value: true } ? LogLevelName.Debug : LogLevelName.Info;
        Own = [.. logs.Select(log => Open(log, usual, forPeople: true))];
        LowestLevel = Own.Min(log => log.Level);
        Access = [.. logs.Select(log => Open(log, usual))];
        ForOthers = [new SiteLog(null, [], Access)];
    }

    /// <summary>What the gateway says of itself.</summary>
    public IReadOnlyList<ConfiguredLog> Own { get; }

    /// <summary>The requests of sites whose <c>log</c> says nothing more, and what is told of the others.</summary>
    public IReadOnlyList<ConfiguredLog> Access { get; }

    /// <summary>The same as a log of sites that say none.</summary>
    public IReadOnlyList<SiteLog> ForOthers { get; }

    /// <summary>The least bad level that any log of the gateway writes.</summary>
    public LogLevelName LowestLevel { get; }

    /// <summary>Opens the logs of a site.</summary>
    /// <exception cref="IOException">A file cannot be opened.</exception>
    public SiteLogs OpenSite(IReadOnlyList<LogConfig> logs) => new([.. logs.Select(log => new SiteLog(
        log.Name?.Value,
        [.. log.Hostnames.Select(host => host.Value)],
        IsPlain(log) ? Access : [Open(log, LogLevelName.Info)]))]);

    private static bool IsPlain(LogConfig log) => log is { Output: null, Format: null, Level: null, Sampling: null };

    private ConfiguredLog Open(LogConfig log, LogLevelName usual, bool forPeople = false) => new(
        _outputs.Open(log.Output) is { } output ? _parts.Own(output).Value : null,
        new LogForm(log.Format, forPeople),
        log.Level?.Value ?? usual,
        log.Sampling is { } sampling ? new LogSampler(sampling, _clock) : null);
}
