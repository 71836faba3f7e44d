using FerroGate.Admin;
using FerroGate.Admin.Configs;
using FerroGate.Admin.ProviderHealth;
using FerroGate.Admin.Status;
using FerroGate.Ai.Providers;
using FerroGate.Config.Model.Ai;
using FerroGate.Config.Model.Directives;
using FerroGate.Config.Model.Proxy;
using FerroGate.Core.Circuits;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry;
using FerroGate.Storage.Postgres;
using FerroGate.Storage.Postgres.State;

namespace FerroGate.Server.Hosting;

/// <summary>Does in the running gateway what the admin API is asked for.</summary>
internal sealed class GatewayControl(
    CurrentRevision current, ProviderPool providers, Reloader reloader, FileReload file, GatewayServer server, Lifecycle lifecycle, FleetStore? fleet, FleetState? shared, TimeProvider clock) : IGatewayControl
{
    /// <summary>What the audit log calls a config that was sent.</summary>
    private const string Sent = "candidate_config";

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    public StatusView Status()
    {
        var revision = current.Value;
        var ai = revision.Config.Ai;
        var proxies = revision.Config.Sites.SelectMany(site => Inside(site.Body)).ToList();
        return new StatusView(
            Service: "ferrogate",
            Version: ProductVersion.Text,
            Runtime: "kestrel",
            State: lifecycle.IsDraining ? "draining" : "running",
            StartedAt: _startedAt,
            Snapshot: revision.Id,
            LoadedAt: revision.LoadedAt,
            Listeners: [.. server.Bound.Select(bound => new ListenerView(bound.Listener.UrlOf(bound.EndPoint, revision.Certificates.ContainsKey(bound.Listener)), bound.Listener.IsAdmin ? "admin" : "data"))],
            Providers: ai.Providers.Count,
            EnabledProviders: ai.Providers.Count(provider => provider.Enabled is not { Value: false }),
            Models: ai.Models.Count,
            EnabledModels: ai.Models.Count(model => model.Enabled is not { Value: false }),
            ApiKeys: ai.ApiKeys.Count,
            Routes: proxies.Count,
            Upstreams: proxies.Sum(proxy => proxy.Upstreams.Count),
            Sites: revision.Config.Sites.Count,
            AuthRequired: true,
            RunningRequests: lifecycle.Requests)
        {
            Postgres = fleet?.Standing is { } standing
                ? new SharedDatabaseView(standing.Place, standing.IsAway ? "away" : "reachable", standing.Reason, standing.Waiting, standing.RecordsDropped)
                : null,
            SharedState = shared is null ? null : new SharedStateView(shared.StaleReason is null ? "current" : "stale", shared.StaleReason),
        };
    }

    public IReadOnlyList<ProviderHealthView> ProviderHealth()
    {
        var circuits = providers.Circuits.ToLookup(circuit => (circuit.Provider, circuit.BaseUrl));
        return [.. current.Value.Config.Ai.Providers.Select(provider => View(provider, circuits))];
    }

    public ValidateView Validate(ConfigSource config)
    {
        var candidate = reloader.Check(file.Read(config));
        return new ValidateView(
            Valid: candidate.Error is null,
            Snapshot: candidate.Id,
            ReloadMode: NameOf(candidate),
            ListenerReloadRequired: candidate.Mode == ReloadMode.ListenerLevel,
            ReloadReason: candidate.ModeReason,
            Error: candidate.Error,
            Diagnostics: [.. candidate.Diagnostics.Select(DiagnosticViews.Of)]);
    }

    public async Task<ReloadView> ReloadAsync(ConfigSource config, string actor, CancellationToken cancellation)
    {
        var report = config.Text is null
            ? await file.RunAsync(actor, cancellation)
            : await reloader.ReloadAsync(file.Read(config), actor, Sent, cancellation);
        var candidate = report.Candidate;
        return new ReloadView(
            Valid: candidate.Error is null,
            Committed: report.IsCommitted,
            Mode: NameOf(candidate),
            ActiveSnapshot: report.ActiveId,
            CandidateSnapshot: candidate.Id,
            ListenerReloadRequired: candidate.Mode == ReloadMode.ListenerLevel,
            Error: report.Error,
            Diagnostics: [.. candidate.Diagnostics.Select(DiagnosticViews.Of)]);
    }

    private static IEnumerable<ReverseProxyConfig> Inside(DirectiveListConfig list) => list.Directives
        .SelectMany(directive => directive.Lists.SelectMany(Inside))
        .Concat(list.Directives.OfType<ReverseProxyConfig>());

    private static string? NameOf(Candidate candidate) => candidate switch
    {
        { Error: not null } => null,
        { Mode: ReloadMode.ListenerLevel } => ReloadModeName.ListenerLevelRequired,
        { Mode: ReloadMode.Restart } => ReloadModeName.RestartRequired,
        _ => ReloadModeName.ProcessLocal,
    };

    private static ProviderHealthView View(ProviderConfig provider, ILookup<(string, Uri), TargetCircuit> known)
    {
        var kind = provider.Kind?.Value ?? SnapshotCompiler.DefaultKind;
        var url = provider.BaseUrl?.Value ?? ProviderTable.Of(kind).Kind.DefaultBaseUrl;
        var circuits = (url is null ? [] : known[(provider.Name.Value, new Uri(url))])
            .OrderBy(circuit => circuit.Model, StringComparer.Ordinal)
            .Select(circuit => (circuit.Model, circuit.Standing))
            .ToList();
        var enabled = provider.Enabled?.Value ?? true;
        var isOpen = circuits.Exists(circuit => circuit.Standing.State != CircuitState.Closed);
        return new ProviderHealthView(
            provider.Name.Value,
            kind,
            url,
            enabled,
            !enabled ? "disabled" : isOpen ? "circuit_open" : "healthy",
            isOpen,
            circuits.Select(circuit => circuit.Standing.Failures).DefaultIfEmpty().Max(),
            [.. circuits.Select(circuit => new CircuitView(circuit.Model, CircuitStateNames.Of(circuit.Standing.State), circuit.Standing.Since, circuit.Standing.Failures))]);
    }
}
