using System.Globalization;
using System.Net;
using System.Net.Sockets;
using FerroGate.Config.Model;
using FerroGate.Config.Model.Servers;
using FerroGate.Server.Connections;
using FerroGate.Server.Connections.Framing;
using FerroGate.Server.Connections.PriorKnowledge;
using FerroGate.Server.Connections.Tls;
using FerroGate.Server.Sites;
using FerroGate.Server.Telemetry.Logs;
using FerroGate.Storage;
using FerroGate.Tls.Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace FerroGate.Server.Hosting;

/// <summary>Runs the gateway: opens the store, listens, serves, and ends without losing anything.</summary>
internal sealed partial class GatewayHost(GatewayConfig config, GatewayParts parts, TextWriter output)
{
    // How long what was cut may take to settle, and connections to close, before the process goes anyway.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan LastBytes = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(500);

    private readonly ListenFailure _listenFailure = new();
    private readonly CertificateStore _certificateFiles = new(parts.Clock);
    private ServerCertificates? _certificates;

    /// <summary>
    /// Serves until <paramref name="stop"/>. Throws <see cref="IOException"/> when it cannot listen, and
    /// <see cref="CertificateException"/> when it cannot use a certificate.
    /// </summary>
    /// <param name="stop">The first signal: end gracefully.</param>
    /// <param name="hurry">The second signal: end now.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken hurry)
    {
        await using var app = BuildApp(out var listeners);
        var logger = app.Services.GetRequiredService<ILogger<GatewayHost>>();
        var store = await LocalStore.OpenAsync(config.Data.Path?.Value ?? StoreSettings.DefaultPath, StoreOptionsOf(logger), parts.Clock, stop);
        Report(store, logger);
        await using var gateway = await Gateway.BuildAsync(app, config, parts, store, stop);
        app.Run(gateway.Handle);
        await StartAsync(app, listeners.Select(bound => bound.Listener), stop);
        await gateway.Keys.StartAsync(stop);
        var watching = WatchCertificatesAsync(logger, stop);
        Announce(listeners);

        await WaitAsync(Timeout.InfiniteTimeSpan, stop);
        await DrainAsync(app, logger, hurry);
        await gateway.Keys.StopAsync(CancellationToken.None);
        await watching;
    }

    private Task WatchCertificatesAsync(ILogger logger, CancellationToken stop)
    {
        _certificateFiles.OnRenewed = renewed => Log.CertificateRenewed(logger, renewed.Files.Certificate, renewed.Current.ExpiresAt);
        _certificateFiles.OnRefused = refused => Log.CertificateRefused(logger, refused.Message);
        return _certificateFiles.WatchAsync(stop);
    }

    private async Task StartAsync(WebApplication app, IEnumerable<Listener> listeners, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (Exception exception) when (
            exception is IOException or SocketException && _listenFailure.Describe(listeners) is not null)
        {
            throw new IOException(_listenFailure.Describe(listeners), exception);
        }
    }

    private async Task DrainAsync(WebApplication app, ILogger logger, CancellationToken hurry)
    {
        var settings = parts.Snapshot.Reliability;
        parts.Lifecycle.BeginDrain();
        Log.Draining(logger, parts.Lifecycle.Running);
        await WaitAsync(settings.ShutdownDelay, hurry);

        // The server stops accepting at once and waits for what runs; the grace period bounds how long that may take.
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

    private WebApplication BuildApp(out List<(Listener Listener, ListenOptions Options)> listeners)
    {
        var bound = listeners = [];
        var servers = new ServerTable(config);
        var certificates = _certificates = new ServerCertificates(_certificateFiles);
        certificates.Use(config);
        var priorKnowledge = new PriorKnowledgeListener();
        var server = servers.Shared(SiteCompiler.ListenersOf(config));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            KestrelLimits.Apply(kestrel.Limits, server);
            foreach (var listener in Listeners())
            {
                Listen(kestrel, listener, options =>
                {
                    if (certificates.Has(listener))
                        certificates.Protect(options, listener);
                    else if (servers.For(listener) is { SpeaksHttp2Cleartext: true } settings)
                        new PrefaceCheck(priorKnowledge, settings.Idle, parts.Clock).Use(options);
                    FramedTransport.Use(options);
                    bound.Add((listener, options));
                });
            }

            kestrel.Listen(priorKnowledge.EndPoint, options => options.Protocols = HttpProtocols.Http2);
        });
        builder.Services.Configure<SocketTransportOptions>(sockets =>
            sockets.CreateBoundListenSocket = endPoint => KestrelLimits.KeepAlive(_listenFailure.Bind(endPoint), server.KeepAliveInterval));
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        builder.Services.AddSingleton<IConnectionListenerFactory>(priorKnowledge);
        builder.Services.AddSingleton<IHostLifetime, OwnLifetime>();
        builder.Services.AddRoutingCore();
        builder.Services.AddHttpForwarder();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("ferrogate", serviceVersion: ProductVersion.Text))
            .WithMetrics(metrics => metrics.AddMeter(Telemetry.GatewayMetrics.MeterName).AddPrometheusExporter(prometheus =>
            {
                // One program, one scope: the labels would say the same on every line.
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
            }));
        builder.Logging.AddProvider(new OwnLogProvider(parts.Logs, parts.Clock));
        builder.Logging.SetMinimumLevel(parts.Logs.LowestLevel switch
        {
            LogLevelName.Debug => LogLevel.Debug,
            LogLevelName.Info => LogLevel.Information,
            LogLevelName.Warn => LogLevel.Warning,
            _ => LogLevel.Error,
        });
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

    private IEnumerable<Listener> Listeners()
    {
        var data = SiteCompiler.ListenersOf(config).ToList();
        foreach (var listener in ListenersOf(config))
        {
            // A machine without IPv6 is no reason not to serve the addresses that it has.
            var isSpare = listener.Address is { } address && !StartCheck.CanBind(address)
                && data.Any(other => other.Port == listener.Port && other != listener);
            if (!isSpare)
            {
                yield return listener;
            }
        }
    }

    /// <summary>Every listener that a config asks for, the admin side's last.</summary>
    public static IEnumerable<Listener> ListenersOf(GatewayConfig config) =>
        SiteCompiler.ListenersOf(config).Concat(AdminListeners(config.Admin));

    /// <summary>The listeners of the admin side.</summary>
    public static IEnumerable<Listener> AdminListeners(AdminConfig admin)
    {
        if (admin.Off is { Value: true })
        {
            return [];
        }

        var listen = admin.Listen?.Value ?? new ListenAddress("127.0.0.1", 2019);
        return SiteCompiler.AddressesOf(listen.Host).Select(address => new Listener(address, listen.Port, IsAdmin: true));
    }

    private static void Listen(KestrelServerOptions kestrel, Listener listener, Action<ListenOptions> configure)
    {
        if (listener.Address is { } address)
        {
            kestrel.Listen(address, listener.Port, Configure);
        }
        else
        {
            kestrel.ListenAnyIP(listener.Port, Configure);
        }

        void Configure(ListenOptions options)
        {
            options.Protocols = HttpProtocols.Http1;
            options.Use(next => connection =>
            {
                connection.Features.Set(new ListenerFeature(listener));
                return next(connection);
            });
            configure(options);
        }
    }

    private StoreOptions StoreOptionsOf(ILogger logger) => StoreSettings.Of(config.Data, parts.Snapshot.AdminLists) with
    {
        OnFailure = failure => Log.StoreFailed(logger, failure.Error, MeaningOf(failure.Part)),
    };

    private static string MeaningOf(StorePart part) => part switch
    {
        StorePart.Journal => "The journal cannot be written; AI requests are refused until it can.",
        StorePart.Ledger => "The ledger is behind the journal; it tries again, and nothing is lost.",
        StorePart.Records => "Request records could not be written or pruned; those that were not written are dropped.",
        _ => "The store could not tidy up; the next turn tries again.",
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
    }

    private void Announce(List<(Listener Listener, ListenOptions Options)> listeners)
    {
        foreach (var (listener, options) in listeners)
        {
            var endPoint = options.IPEndPoint ?? new IPEndPoint(IPAddress.Any, listener.Port);
            var host = listener.Address is null ? "*" : endPoint.ToString()[..endPoint.ToString().LastIndexOf(':')];
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"listening on {(_certificates!.Has(listener) ? "https" : "http")}://{host}:{endPoint.Port} ({(listener.IsAdmin ? "admin" : "data")})"));
        }

        output.WriteLine("ready");
        output.Flush();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Meaning}")]
        public static partial void StoreFailed(ILogger logger, Exception exception, string meaning);

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
    }
}
