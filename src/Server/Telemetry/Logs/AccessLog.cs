using FerroGate.Config.Model.Servers;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Hosting;
using FerroGate.Server.Sites;
using FerroGate.Server.Sites.Requests;

namespace FerroGate.Server.Telemetry.Logs;

/// <summary>Writes a line for each request that the config wants to hear of, in every log that is for it.</summary>
internal sealed class AccessLog(TimeProvider clock)
{
    /// <summary>What its lines say that they belong to.</summary>
    public const string Logger = "access";

    private const int ErrorStatus = 400;
    private const int ServerErrorStatus = 500;

    private readonly SecondCounter _errors = new(clock);
    private long _requests;

    public void Write(HttpContext http, RequestFacts facts, Site? site)
    {
        if (SiteRequest.Of(http) is { SkipsLog: true })
            return;

        var settings = facts.Revision.Snapshot.Telemetry;
        var own = site?.Logs.For(http.Request.Host) ?? [];
        var isError = facts.WasReset || http.Response.StatusCode >= ErrorStatus;

        // A site that says `log` has each of its requests written, however many there are.
        var isWanted = settings.AccessLog is null && own.Count > 0;
        if (!isWanted && !Wants(settings.AccessLog ?? AccessLogMode.Error, settings, isError))
            return;

        var level = facts.WasReset || http.Response.StatusCode >= ServerErrorStatus ? LogLevelName.Error : LogLevelName.Info;
        foreach (var siteLog in own.Count > 0 ? own : facts.Revision.Logs.ForOthers)
        {
            foreach (var log in siteLog.Logs)
            {
                if (log.Takes(level))
                    Write(log, siteLog.Logger, level, http, facts);
            }
        }
    }

    private void Write(ConfiguredLog log, string logger, LogLevelName level, HttpContext http, RequestFacts facts)
    {
        using var line = new LogLine(log.Form, facts.StartedAt, level, logger);
        AccessLogLine.Write(line, http, facts, clock.GetElapsedTime(facts.StartedTimestamp));
        log.Gather(line);
    }

    private bool Wants(AccessLogMode mode, TelemetrySettings settings, bool isError) => mode switch
    {
        AccessLogMode.Off => false,
        _ when isError => _errors.TryTake(settings.AccessLogErrorRateLimitPerSecond),
        AccessLogMode.Sampled => Interlocked.Increment(ref _requests) % settings.AccessLogSampleRate == 0,
        AccessLogMode.All => true,
        _ => false,
    };
}
