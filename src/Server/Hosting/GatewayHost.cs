using System.Threading.Channels;
using FerroGate.Config.Model;
using FerroGate.Core.Ledger;
using FerroGate.Core.Snapshot;
using FerroGate.Server.Connections;
using FerroGate.Server.Hosting.Services;
using FerroGate.Server.Hosting.Upgrades;
using FerroGate.Server.Sites;
using FerroGate.Server.Snapshots;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Storage;
using Microsoft.AspNetCore.Hosting.Server;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace FerroGate.Server.Hosting;

/// <summary>Runs the gateway: opens the store, listens, serves, and ends without losing anything.</summary>
internal sealed partial class GatewayHost(GatewayConfig config, GatewayParts parts)
{
    // The runtime's own: memory, collections, threads, CPU.
    private const string RuntimeMeter = "System.Runtime";

    // How long what was cut may take to settle, and connections to close, before the process goes anyway.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestMove = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WriteAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    /// <summary>Serves until it is told to stop. Throws <see cref="IOException"/> when it cannot listen.</summary>
    public async Task RunAsync(ProcessSignals signals)
    {
        var stop = signals.Stop;
        await using var app = BuildApp();
        var logger = app.Services.GetRequiredService<ILogger<GatewayHost>>();
        var store = await LocalStore.OpenAsync(DataDirectory, StoreOptionsOf(logger), parts.Clock, stop);
        Report(store, logger);
        var heads = new LedgerHeads(store, parts.Clock, app.Services.GetRequiredService<ILogger<LedgerHeads>>());
        await using var gateway = await Gateway.BuildAsync(app, config, parts, store, stop);
        var server = app.Services.GetRequiredService<GatewayServer>();
        server.Handle = gateway.Handle;
        await app.StartAsync(stop);
        await gateway.Keys.StartAsync(stop);

        var upgrade = new Upgrade(
            server, store, gateway.Reloader, new UpgradePlan(DataDirectory, parts.Origin.IsWatched, HandOverAsync), parts.Clock, app.Services.GetRequiredService<ILogger<Upgrade>>())
        {
            HasPredecessor = parts.Inheritance is not null,
        };
        var socketPath = UpgradeSocket.PathOf(config.Reliability.UpgradeSocket?.Value, DataDirectory);
        await using (var socket = new UpgradeSocket(socketPath, upgrade, app.Services.GetRequiredService<ILogger<UpgradeSocket>>()))
        using (PidFile.Write(config.Reliability.UpgradePidFile?.Value))
        {
            socket.Start();
            parts.Announce(server.Bound);
            parts.SayReady();

            // Before the old process ends: a service manager takes the end of the main process for the end of the service.
            parts.Manager.Ready();
            parts.Inheritance?.ReportReady();
            var background = Task.WhenAll(
                FollowPredecessorAsync(gateway, upgrade, signals, stop), WatchAsync(gateway, signals), parts.Manager.WatchAsync(stop), WatchCertificatesAsync(logger, stop), gateway.Background.WatchAsync(stop), gateway.FollowResourcesAsync(stop), heads.RunAsync(stop));
            await ReloadAsync(gateway.File, signals.Reloads, stop);
            await background;
        }

        await DrainAsync(app, gateway.Current.Value.Snapshot.Reliability, logger, signals.Hurry);
        await gateway.Keys.StopAsync(CancellationToken.None);
        await Task.WhenAny(heads.TellAsync(CancellationToken.None), WaitAsync(LastWords, CancellationToken.None));

        async Task HandOverAsync()
        {
            parts.Lifecycle.IsHandedOver = true;
            gateway.Governor.HandOver();
            var noted = gateway.Entering.WhenNobodyIsInsideAsync();
            parts.Lifecycle.BeginDrain();
            signals.AskToStop();
            await noted;
            await WrittenAsync(store.Journal);
        }
    }

    private string DataDirectory => StoreSettings.PathOf(config.Data);

    private async Task FollowPredecessorAsync(Gateway gateway, Upgrade upgrade, ProcessSignals signals, CancellationToken stop)
    {
        if (parts.Inheritance is not { } inheritance)
            return;

        if (!inheritance.TellsWhatIsAdmitted)
            gateway.PredecessorWatch?.Written();
        var ended = inheritance.WhenPredecessorEndsAsync(() => gateway.PredecessorWatch?.Written());
        if (gateway.PredecessorWatch is { } watch)
        {
            await watch.RunAsync(ended, () => gateway.Background.AdoptAsync(stop), stop);

            // A change of the file may have been refused while there were two.
            if (parts.Origin.IsWatched)
                signals.AskForReload("watch");
        }
        else
        {
            await ended.WaitAsync(stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        upgrade.HasPredecessor = false;
    }

    // What could not be written was refused, and is no matter here; what comes behind it is.
    private async Task WrittenAsync(IExchangeJournal journal)
    {
        while (true)
        {
            try
            {
                await journal.WrittenAsync();
                return;
            }
            catch (JournalUnavailableException)
            {
                await Task.Delay(WriteAgain, parts.Clock);
            }
        }
    }

    private Task WatchAsync(Gateway gateway, ProcessSignals signals) => parts.Origin.IsWatched
        ? new ConfigWatch(gateway.File, () => signals.AskForReload("watch"), parts.Clock).RunAsync(signals.Stop)
        : Task.CompletedTask;

    private Task WatchCertificatesAsync(ILogger logger, CancellationToken stop)
    {
        var store = parts.Certificates.Store;
        store.OnRenewed = renewed => Log.CertificateRenewed(logger, renewed.Files.Certificate, renewed.Current.ExpiresAt);
        store.OnRefused = refused => Log.CertificateRefused(logger, refused.Message);
        return store.WatchAsync(stop);
    }

    // Until the process is told to stop.
    private static async Task ReloadAsync(FileReload file, ChannelReader<string> reloads, CancellationToken stop)
    {
        try
        {
            await foreach (var reason in reloads.ReadAllAsync(stop))
                await file.RunAsync(reason, stop);
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task DrainAsync(WebApplication app, ReliabilitySettings settings, ILogger logger, CancellationToken hurry)
    {
        parts.Lifecycle.BeginDrain();
        if (!parts.Lifecycle.IsHandedOver)
            parts.Manager.Stopping();

        Log.Draining(logger, parts.Lifecycle.Running);
        if (!parts.Lifecycle.IsHandedOver)
            await WaitAsync(settings.ShutdownDelay, hurry);

        var server = app.Services.GetRequiredService<GatewayServer>();
        await server.CloseAsync();
        await WhenClientsHaveMovedAsync(server, hurry);

        // The server waits for what runs; the grace period bounds how long that may take.
        using var abort = new CancellationTokenSource();
        var stopping = app.StopAsync(abort.Token);
        await Task.WhenAny(stopping, WaitAsync(settings.GracePeriod ?? Timeout.InfiniteTimeSpan, hurry), WhenNothingIsServedAsync(stopping));
        parts.Lifecycle.CutWhatRuns();
        await Task.WhenAny(parts.Lifecycle.WhenIdleAsync(), WaitAsync(LastWords, CancellationToken.None));
        await Task.WhenAny(stopping, WaitAsync(LastBytes, CancellationToken.None));
        await abort.CancelAsync();
        await Task.WhenAny(stopping, WaitAsync(LastBytes, CancellationToken.None));
        Log.Drained(logger, parts.Lifecycle.Running);
    }

    // Whoever asks again and again is told with the next answer that its connection ends; then nothing is lost when it does. Who has
    // been silent for a while is not waited for.
    private async Task WhenClientsHaveMovedAsync(GatewayServer server, CancellationToken hurry)
    {
        var (quiet, late) = (TimeSpan.Zero, parts.Lifecycle.Late);
        for (var waited = TimeSpan.Zero; waited < LongestMove && quiet < Glance && server.Connections > 0 && !hurry.IsCancellationRequested; waited += Blink)
        {
            await WaitAsync(Blink, hurry);
            quiet = parts.Lifecycle.Late == late ? quiet + Blink : TimeSpan.Zero;
            late = parts.Lifecycle.Late;
        }
    }

    // A connection may stay although its last request is served: the server still waits for a body that nobody has read.
    private async Task WhenNothingIsServedAsync(Task stopping)
    {
        for (var quiet = TimeSpan.Zero; quiet < LastWords && !stopping.IsCompleted; quiet += Glance)
        {
            await WaitAsync(Glance, CancellationToken.None);
            if (parts.Lifecycle.Requests > 0)
                quiet = TimeSpan.Zero;
        }
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellation) =>
        await Task.Delay(time, parts.Clock, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private WebApplication BuildApp()
    {
        var servers = new ServerTable(config);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());

        // For what its servers ask of the services; the server that is used is the one below.
        builder.WebHost.UseKestrelCore();
        var wanted = GatewayListeners.WantedBy(config);
        var sockets = new ListenSockets(parts.Inheritance?.Sockets ?? ActivatedSockets.Take(parts.Environment, wanted));

        // Its HTTPS asks for services that only this registers; the server itself is ours.
        builder.WebHost.UseKestrelCore();
        builder.Services.AddSingleton(services => new GatewayServer(services, wanted, servers, servers.Shared(SiteCompiler.ListenersOf(config)), parts.Certificates, sockets, parts.Clock));
        builder.Services.AddSingleton<IServer>(services => services.GetRequiredService<GatewayServer>());
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.AddHttpForwarder();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ferrogate", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.GatewayMetrics.MeterName, RuntimeMeter).AddPrometheusExporter(prometheus =>
            {
                // One program, one scope: the labels would say the same on every line.
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
            }));
        builder.Logging.AddProvider(new OwnLogProvider(parts.Logs, parts.Clock));

        // Which levels are written, the current revision says.
        builder.Logging.SetMinimumLevel(LogLevel.Debug);

        // What libraries tell of requests may hold secrets, and the access log has a line for each; of connections it has none.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Connections", LogLevel.Debug);
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets", LogLevel.Debug);

        // It writes a stack trace for each upstream that fails.
        builder.Logging.AddFilter("Yarp", LogLevel.Error);

        // What hinders the start is thrown as well, and the command says it in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        return builder.Build();
    }

    private StoreOptions StoreOptionsOf(ILogger logger) => StoreSettings.Of(config.Data, new SnapshotCompiler(parts.Environment).Compile(config).AdminLists) with
    {
        Predecessor = parts.Inheritance?.PredecessorOn(DataDirectory),
        LedgerKey = LedgerKeySource.Read(parts.Environment),
        Postgres = StoreSettings.PostgresOf(config.Data, parts.Environment),
        OnFailure = new StoreFailureLog(logger, parts.Clock).Add,
    };

    private static void Report(LocalStore store, ILogger logger)
    {
        foreach (var tail in store.Report.CutTails)
        {
            Log.TailCut(logger, tail.ToString());
        }

        if (store.Report.Recovered > 0)
        {
            Log.Recovered(logger, store.Report.Recovered);
        }

        if (store.Report.SealedAtFirst > 0)
        {
            Log.Sealed(logger, store.Report.SealedAtFirst);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "draining: {Count} exchanges are running; a second signal ends them now")]
        public static partial void Draining(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "drained: {Count} exchanges are left")]
        public static partial void Drained(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Information, Message = "The certificate in {File} was renewed; it is good until {Expiry:u}.")]
        public static partial void CertificateRenewed(ILogger logger, string file, DateTimeOffset expiry);

        [LoggerMessage(Level = LogLevel.Error, Message = "A certificate has changed and cannot be used, so the one before stays in use. {Reason}")]
        public static partial void CertificateRefused(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The journal of an earlier process was damaged at its end and cut: {Tail}")]
        public static partial void TailCut(ILogger logger, string tail);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Count} exchanges that an earlier process left open are settled as crashed.")]
        public static partial void Recovered(ILogger logger, int count);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The ledger had no seals: its {Count} entries are sealed as they were found, and from now on no change goes unseen.")]
        public static partial void Sealed(ILogger logger, long count);
    }
}
