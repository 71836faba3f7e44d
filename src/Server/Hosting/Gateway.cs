using System.Security.Cryptography;
using FerroGate.Admin;
using FerroGate.Config;
using FerroGate.Config.Model;
using FerroGate.Core.Keys;
using FerroGate.Core.Limits;
using FerroGate.Server.Ai;
using FerroGate.Server.Ai.Bodies;
using FerroGate.Server.Ai.Relay;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Stored;
using FerroGate.Server.Ai.Tokens;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Hosting.Upgrades;
using FerroGate.Server.Proxy;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Sites;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry;
using FerroGate.Server.Telemetry.Alerts;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Storage;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Hosting;

/// <summary>Puts the parts of the program together: the one place that knows them all.</summary>
internal sealed partial class Gateway : IAsyncDisposable
{
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(10);

    private readonly LocalStore _store;
    private readonly Fleet? _fleet;
    private readonly ProviderPool _providers;
    private readonly IssuerPool _issuers;
    private readonly HealthMonitor _health;
    private readonly AlertWebhooks _webhooks;
    private readonly TimeProvider _clock;

    private Gateway(LocalStore store, Fleet? fleet, ProviderPool providers, IssuerPool issuers, HealthMonitor health, AlertWebhooks webhooks, TimeProvider clock)
    {
        _webhooks = webhooks;
        _clock = clock;
        _store = store;
        _fleet = fleet;
        _providers = providers;
        _issuers = issuers;
        _health = health;
    }

    /// <summary>What answers every request.</summary>
    public required RequestDelegate Handle { get; init; }

    public required StoredKeys Keys { get; init; }

    /// <summary>What is in force.</summary>
    public required CurrentRevision Current { get; init; }

    /// <summary>Holds on for responses that providers make in the background.</summary>
    public required BackgroundResults Background { get; init; }

    /// <summary>Follows the process that hands over to this one; <c>null</c> where there is none.</summary>
    public required PredecessorWatch? PredecessorWatch { get; init; }

    /// <summary>Brings other configs into force.</summary>
    public required Reloader Reloader { get; init; }

    /// <summary>Brings what the config file says now into force.</summary>
    public required FileReload File { get; init; }

    /// <summary>What admits requests.</summary>
    public required IGovernor Governor { get; init; }

    /// <summary>Whom it admits at this moment.</summary>
    public required Entering Entering { get; init; }

    /// <summary>Follows what other processes write into the store, until the process ends.</summary>
    public required Func<CancellationToken, Task> FollowResourcesAsync { get; init; }

    public static async Task<Gateway> BuildAsync(
        WebApplication app, GatewayConfig config, GatewayParts parts, LocalStore store, CancellationToken cancellation)
    {
        var services = app.Services;
        var clock = parts.Clock;
        var fleet = await Fleet.JoinAsync(config.Data, parts.Environment, store.Past, clock, services.GetRequiredService<ILogger<Fleet>>());
        var own = fleet is null ? new Governor(clock) : null;
        IGovernor governor = own is null ? fleet!.Governor : own;

        // Where both count in the same place, this process need not count what the other one does.
        var watch = store.Predecessor is { } predecessor
            ? new PredecessorWatch(predecessor, own is null ? null : new PredecessorHolds(own), () => own?.TakeOver(), clock, services.GetRequiredService<ILogger<PredecessorWatch>>())
            : null;

        if (watch is not null)
            own?.Wait();

        var uses = new KeyUses();
        CurrentRevision? current = null;
        var wrong = new WrongCredentials(() => current!.Value.Snapshot.Reliability.WrongCredentialsPerMinute, clock);
        var check = new KeyCheck(parts.Keys, uses, wrong, () => current!.Value.Tokens, () => current!.Value.Snapshot.SuspendedTenants, clock);
        var storedKeys = new StoredKeys(store.Keys, parts.Keys, uses, clock, services.GetRequiredService<ILogger<StoredKeys>>());

        var meters = services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var metrics = new GatewayMetrics(meters);
        GatewayMetrics.ObserveStore(meters, () => store.Records.Dropped, () => store.Report.Recovered);
        if (store.Fleet is { } shared)
            GatewayMetrics.ObserveFleet(meters, () => shared.Standing);
        GatewayMetrics.ObserveCredentials(meters, () => wrong.Answered, () => wrong.Throttled);
        if (fleet is not null)
            GatewayMetrics.ObserveFleet(meters, () => fleet.Uncounted, () => fleet.IsAway);
        GatewayMetrics.ObserveLogs(meters, () => parts.Outputs.Lost);

        var webhooks = new AlertWebhooks(clock, services.GetRequiredService<ILogger<AlertWebhooks>>());
        governor.Alerted += new BudgetWatch(store.Audit, webhooks, metrics, clock, services.GetRequiredService<ILogger<BudgetWatch>>()).Alerted;
        var issuers = new IssuerPool(clock, services.GetRequiredService<ILogger<IssuerPool>>());
        var providers = new ProviderPool(clock, new CircuitWatch(metrics, services.GetRequiredService<ILogger<CircuitWatch>>()));
        GatewayMetrics.ObserveCircuits(meters, () => providers.Circuits);
        var proxy = new ProxyServices(services.GetRequiredService<IHttpForwarder>(), parts.Keys, check, parts.Environment, clock, RandomNumberGenerator.GetInt32);
        var health = new HealthMonitor(proxy.Clients, clock, services.GetRequiredService<ILogger<HealthMonitor>>());
        var caller = new AdminCaller(check, () => current!.Value.Snapshot.RoleBindings, http => http.Facts().ClientAddress);
        var paths = new GatewayPaths(caller, parts.Lifecycle, store.Journal);
        var background = new BackgroundResults(
            store.StoredObjects, store.Journal, governor, new ResultClient(() => current!, clock).AskAsync, () => current!.Value.Snapshot, metrics, clock, services.GetRequiredService<ILogger<BackgroundResults>>());
        var entering = new Entering();
        var endpoint = NewAiEndpoint(services, parts, check, store, governor, entering, background, metrics);

        RequestDelegate endOfSites = paths.Build(app), endWithAdmin = endOfSites;
        var siteServices = new SiteServices(
            endpoint,
            proxy,
            http => http.Facts().Revision.Config.Admin.OnDataListener is { Value: true } ? endWithAdmin(http) : endOfSites(http),
            parts.Logs.Value,
            clock);
        var resources = new ResourceBook(parts.Environment);
        var resourceVersion = await ResourceControl.ReadAsync(store.Resources, resources, cancellation);
        var ofFile = new ConfigResult(config, []);
        var merged = resources.Start(ofFile);
        foreach (var budget in resources.ClosedWebhooks)
            Log.ClosedWebhook(services.GetRequiredService<ILogger<Gateway>>(), budget, CredentialSeal.Variable);
        var compiler = new RevisionCompiler(parts.Environment, siteServices, providers, issuers, parts.Certificates, parts.Outputs, clock);
        var first = await compiler.CompileAsync(merged);
        (parts.Logs.Value, current) = (first.Logs, new CurrentRevision(first));
        parts.Keys.UseFile(first.FileKeys);
        var change = governor.Change(first.Snapshot.Quotas);

        // Both may be long, and have nothing to do with each other.
        await Task.WhenAll(storedKeys.RefreshAsync(cancellation), CountPastAsync(change, watch, store, cancellation));
        if (fleet is not null)
        {
            store.Follow(fleet.Governor.Settled);
            fleet.Start();
        }

        // The process that hands over holds on for its own.
        if (watch is null)
            await background.AdoptAsync(cancellation);

        parts.Certificates.Use(config, first.Certificates);
        var server = services.GetRequiredService<GatewayServer>();
        var reloader = new Reloader(current, ofFile, resources, compiler, server, health, parts, store, governor, services.GetRequiredService<ILogger<Reloader>>());
        var file = new FileReload(reloader, parts.Origin);
        var control = new GatewayControl(current, providers, reloader, file, server, parts.Lifecycle, store.Fleet, store.SharedState, clock);
        var resourceControl = new ResourceControl(store.Resources, store.Audit, resources, parts.Keys, reloader, current, clock, services.GetRequiredService<ILogger<ResourceControl>>());
        if (store.SharedState is { } state)
        {
            state.Changed += storedKeys.Hear;
            state.Changed += resourceControl.Hear;
        }

        var keyControl = new KeyControl(store.Keys, storedKeys, parts.Keys, store.Audit, current, parts.Environment, clock, services.GetRequiredService<ILogger<KeyControl>>());
        var ledgerControl = new LedgerControl(store.Turns, store.Journal, governor, store.Audit, clock, services.GetRequiredService<ILogger<LedgerControl>>());
        var ports = new AdminPorts(caller, store.Records, store.Fleet?.Ledger ?? store.Ledger, store.Fleet?.Usage ?? store.Usage, store.Audit, control, resourceControl, keyControl, ledgerControl, () => current.Value.Snapshot.AdminLists);
        endWithAdmin = paths.BuildWithAdmin(app, ports);
        var adminSide = AdminSide.Build(app, paths, ports, config.Admin.Listen?.Value.Host ?? "localhost");
        var gate = new RequestGate(current, adminSide, new AccessLog(clock), parts.Lifecycle, metrics, clock, services.GetRequiredService<ILogger<RequestGate>>());
        health.Use(first.Sites.Asked);
        return new Gateway(store, fleet, providers, issuers, health, webhooks, clock)
        {
            Handle = gate.HandleAsync,
            Keys = storedKeys,
            Current = current,
            PredecessorWatch = watch,
            Background = background,
            Reloader = reloader,
            File = file,
            Governor = governor,
            Entering = entering,
            FollowResourcesAsync = stop => resourceControl.WatchAsync(resourceVersion, stop),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Reloader.Dispose();
        await _health.DisposeAsync();
        await _providers.DisposeAsync();
        _issuers.Dispose();
        await _webhooks.DisposeAsync();

        // After them, so that whatever still ends is written down.
        // A disk that hangs must not keep the process: the next start settles what is open.
        await Task.WhenAny(_store.DisposeAsync().AsTask(), Task.Delay(LastWrites, _clock));
        if (_fleet is not null)
            await _fleet.DisposeAsync();
    }

    private static async Task CountPastAsync(IQuotaChange change, PredecessorWatch? watch, LocalStore store, CancellationToken cancellation)
    {
        if (watch is not null && change is QuotaChange ofMemory)
            watch.Begin(ofMemory);
        else
            await change.PrepareAsync(store.Usage, cancellation);
        change.Apply();
        if (watch is null)
            return;

        foreach (var hold in await store.StoredObjects.HoldsAsync(cancellation))
            watch.Hold(hold.Exchange);
        watch.Follow();
    }

    private static AiEndpoint NewAiEndpoint(
        IServiceProvider services,
        GatewayParts parts,
        KeyCheck check,
        LocalStore store,
        IGovernor governor,
        Entering entering,
        BackgroundResults background,
        GatewayMetrics metrics)
    {
        var clock = parts.Clock;
        var random = () => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20);
        var backoff = new Backoff(clock, random);
        var settle = new Settle(store.Journal, background, metrics, parts.Lifecycle, clock);
        var dispatch = new Dispatch(new TargetClient(backoff, clock), new HoldAgain(store.Journal, entering, clock), backoff, clock);
        var stored = new StoredResponses(store.StoredObjects, background, clock, services.GetRequiredService<ILogger<StoredResponses>>());
        return new AiEndpoint(
            new Authenticate(check),
            new Read(new BodyReader(new BodyMemory())),
            new Recall(store.StoredObjects, background),
            new Choose(random),
            new Reserve(governor, store.Journal, entering, clock),
            dispatch,
            new RelayRoom(
                new PlainRelay(settle, stored, clock),
                new StreamRelay(settle, new Rescue(dispatch, metrics, clock), stored, parts.Lifecycle, clock),
                stored),
            settle,
            new Record(store.Records, metrics, clock),
            parts.Lifecycle,
            metrics,
            clock,
            services.GetRequiredService<ILogger<AiEndpoint>>());
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The webhook of the budget {Budget} was sealed under a key that is not in {Variable}, so nobody is told there; it stays as it is.")]
        public static partial void ClosedWebhook(ILogger logger, string budget, string variable);
    }
}
