using System.Security.Cryptography;
using FerroGate.Admin;
using FerroGate.Config.Model;
using FerroGate.Core.Ledger;
using FerroGate.Core.Limits;
using FerroGate.Server.Ai;
using FerroGate.Server.Ai.Bodies;
using FerroGate.Server.Ai.Relay;
using FerroGate.Server.Ai.Rooms;
using FerroGate.Server.Ai.Upstreams;
using FerroGate.Server.Connections;
using FerroGate.Server.Proxy;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Sites;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Storage;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Hosting;

/// <summary>Puts the parts of the program together: the one place that knows them all.</summary>
internal sealed class Gateway : IAsyncDisposable
{
    private static readonly TimeSpan LastWrites = TimeSpan.FromSeconds(10);

    private readonly LocalStore _store;
    private readonly ProviderRuntimes _runtimes;
    private readonly HealthMonitor _health;
    private readonly TimeProvider _clock;

    private Gateway(LocalStore store, ProviderRuntimes runtimes, HealthMonitor health, TimeProvider clock)
    {
        _clock = clock;
        _store = store;
        _runtimes = runtimes;
        _health = health;
    }

    /// <summary>What answers every request.</summary>
    public required RequestDelegate Handle { get; init; }

    public required StoredKeys Keys { get; init; }

    public static async Task<Gateway> BuildAsync(
        WebApplication app, GatewayConfig config, GatewayParts parts, LocalStore store, CancellationToken cancellation)
    {
        var services = app.Services;
        var clock = parts.Clock;
        var governor = new Governor(clock);
        var month = Month.Of(clock.GetUtcNow());
        governor.Restore(month, await store.Ledger.TokensOfMonthAsync(month, cancellation));

        var storedKeys = new StoredKeys(store.Keys, parts.Keys, clock, services.GetRequiredService<ILogger<StoredKeys>>());
        await storedKeys.RefreshAsync(cancellation);

        var meters = services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>();
        var metrics = new GatewayMetrics(meters);
        GatewayMetrics.ObserveStore(meters, () => store.Records.Dropped, () => store.Report.Recovered);
        GatewayMetrics.ObserveLogs(meters, () => parts.Logs.Lost);

        var runtimes = new ProviderRuntimes(clock);
        var proxy = new ProxyServices(services.GetRequiredService<IHttpForwarder>(), parts.Keys, parts.Environment, clock, RandomNumberGenerator.GetInt32);
        var health = new HealthMonitor(proxy.Clients, clock, services.GetRequiredService<ILogger<HealthMonitor>>());
        var caller = new AdminCaller(parts.Keys, clock);
        var paths = new GatewayPaths(caller, parts.Lifecycle, store.Journal);
        var endpoint = NewAiEndpoint(services, parts, store, governor, runtimes, metrics);

        var compiler = new SiteCompiler(parts.Environment, new SiteServices(endpoint, proxy, paths.Build(app), parts.Logs, clock));
        var current = new CurrentRevision(new Revision(parts.Snapshot, compiler.Compile(config), new ServerTable(config)));
        var ports = new AdminPorts(caller, store.Records, store.Ledger, store.Audit, () => current.Value.Snapshot.AdminLists);
        var adminSide = AdminSide.Build(app, paths, ports, config.Admin.Listen?.Value.Host ?? "localhost");
        var gate = new RequestGate(current, adminSide, new AccessLog(parts.Logs, clock), parts.Lifecycle, metrics, clock, services.GetRequiredService<ILogger<RequestGate>>());
        health.Use(current.Value.Sites.Asked);
        return new Gateway(store, runtimes, health, clock) { Handle = gate.HandleAsync, Keys = storedKeys };
    }

    public async ValueTask DisposeAsync()
    {
        await _health.DisposeAsync();
        _runtimes.Dispose();

        // After them, so that whatever still ends is written down.
        // A disk that hangs must not keep the process: the next start settles what is open.
        await Task.WhenAny(_store.DisposeAsync().AsTask(), Task.Delay(LastWrites, _clock));
    }

    private static AiEndpoint NewAiEndpoint(
        IServiceProvider services,
        GatewayParts parts,
        LocalStore store,
        Governor governor,
        ProviderRuntimes runtimes,
        GatewayMetrics metrics)
    {
        var clock = parts.Clock;
        var backoff = new Backoff(clock, () => RandomNumberGenerator.GetInt32(1 << 20) / (double)(1 << 20));
        var settle = new Settle(store.Journal, parts.Lifecycle, clock);
        return new AiEndpoint(
            new Authenticate(parts.Keys, clock),
            new Read(new BodyReader(new BodyMemory())),
            new Reserve(governor, store.Journal),
            new Dispatch(new TargetClient(runtimes, backoff, clock), runtimes, backoff, clock),
            new RelayRoom(new PlainRelay(settle, clock), new StreamRelay(settle, parts.Lifecycle, clock)),
            settle,
            new Record(store.Records, metrics, clock),
            parts.Lifecycle,
            metrics,
            services.GetRequiredService<ILogger<AiEndpoint>>());
    }
}
