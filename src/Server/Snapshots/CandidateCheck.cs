using FerroGate.Config;
using FerroGate.Config.Model;
using FerroGate.Core.Ledger;
using FerroGate.Server.Connections.Tls;
using FerroGate.Server.Hosting;

namespace FerroGate.Server.Snapshots;

/// <summary>Finds out what a config would do to a gateway that runs another one.</summary>
internal sealed class CandidateCheck(Func<string, string?> environment)
{
    /// <summary>The same as <c>run</c> would ask of it at the start.</summary>
    public Candidate Check(ConfigResult read)
    {
        var result = read.ForRunning();
        if (result.Config is not { } config)
            return new Candidate(null, result.Diagnostics);

        var keys = new SnapshotCompiler(environment).CompileKeys(config);
        return StartCheck.Refuse(keys.Values, GatewayListeners.AskedBy(config)) is { } reason
            ? new Candidate(null, result.Diagnostics, $"refused: {reason}.")
            : new Candidate(config, result.Diagnostics);
    }

    /// <summary>The same, and how it could follow <paramref name="active"/>.</summary>
    /// <param name="read">The config.</param>
    /// <param name="active">What is in force.</param>
    /// <param name="bound">What the process listens on.</param>
    public Candidate Check(ConfigResult read, GatewayConfig active, IEnumerable<Listener> bound)
    {
        var candidate = Check(read);
        if (candidate.Config is not { } config)
            return candidate;

        if (WhatOnlyAStartReads(active, config) is { } setting)
        {
            return candidate with
            {
                Mode = ReloadMode.Restart,
                ModeReason = $"{setting}, which a process reads at its start only; restart the gateway",
            };
        }

        // One that begins or ends to speak TLS has changed too.
        var wanted = GatewayListeners.WantedBy(config);
        var (tlsBefore, tlsThen) = (TlsCompiler.ListenersOf(active), TlsCompiler.ListenersOf(config));
        var gone = bound.Where(listener => !wanted.Contains(listener) || tlsBefore.Contains(listener) != tlsThen.Contains(listener)).Select(listener => listener.ToString()).ToList();
        return gone.Count == 0
            ? candidate
            : candidate with
            {
                Mode = ReloadMode.ListenerLevel,
                ModeReason = $"listener_reload_required: the listener {string.Join(" and ", gone)} goes or changes, and a running process keeps its listeners; "
                    + "use 'ferrogate reload --graceful-upgrade'",
            };
    }

    private static string? WhatOnlyAStartReads(GatewayConfig active, GatewayConfig wanted)
    {
        if (PathOf(active.Data) != PathOf(wanted.Data))
            return $"the data directory changes from {PathOf(active.Data)} to {PathOf(wanted.Data)}";

        if (LevelOf(active.Data) != LevelOf(wanted.Data))
            return "the durability of the journal changes";

        if (PostgresOf(active.Data) != PostgresOf(wanted.Data))
            return "the PostgreSQL of the fleet changes";

        return PlacesOf(active.Reliability) == PlacesOf(wanted.Reliability) ? null : "the upgrade's socket or pid file changes";
    }

    private static (string?, string?) PlacesOf(ReliabilityConfig reliability) =>
        (reliability.UpgradeSocket?.Value, reliability.UpgradePidFile?.Value);

    private static string PathOf(DataConfig data) => Path.GetFullPath(data.Path?.Value ?? StoreSettings.DefaultPath);

    private static (string?, string?, string?) PostgresOf(DataConfig data) =>
        (data.Postgres?.Value.Literal, data.Postgres?.Value.Variable, data.Postgres?.Value.File);

    private static DurabilityLevel LevelOf(DataConfig data) => data.Durability?.Value ?? DurabilityLevel.Process;
}
