using System.Net;
using System.Net.Sockets;
using System.Text;
using FerroGate.Server.Connections;
using FerroGate.Server.Connections.Framing;
using FerroGate.Server.Connections.Lingering;
using FerroGate.Server.Connections.PriorKnowledge;
using FerroGate.Server.Connections.Tls;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace FerroGate.Server.Hosting;

/// <summary>
/// Everything that the gateway listens on. Kestrel could follow a changing configuration by itself, but only writes a line to the
/// log when it cannot bind; so listeners that a reload adds get a Kestrel of their own, whose start says what failed.
/// </summary>
internal sealed class GatewayServer : IServer
{
    private readonly IServiceProvider _services;
    private readonly ClosableTransport _transport;
    private readonly ILoggerFactory _loggers;
    private readonly ListenSockets _sockets;
    private readonly IReadOnlyList<Listener> _first;
    private readonly ServerCertificates _certificates;
    private readonly PriorKnowledgeListener _priorKnowledge = new();
    private readonly TimeProvider _clock;
    private volatile IReadOnlyList<ListenerBatch> _batches = [];
    private volatile ServerTable _servers;
    private ServerSettings _settings;
    private int _connections;
    private Func<ListenerBatch, CancellationToken, Task> _bind = (_, _) => throw new InvalidOperationException("It was not started.");

    /// <param name="services">The services of the application.</param>
    /// <param name="first">What it listens on from its start.</param>
    /// <param name="servers">How the connections of each listener are served.</param>
    /// <param name="settings">What is the same for all of them.</param>
    /// <param name="certificates">The certificates of those that speak TLS.</param>
    /// <param name="sockets">What it listens with.</param>
    /// <param name="clock">The clock.</param>
    public GatewayServer(
        IServiceProvider services,
        IReadOnlyList<Listener> first,
        ServerTable servers,
        ServerSettings settings,
        ServerCertificates certificates,
        ListenSockets sockets,
        TimeProvider clock)
    {
        (_services, _first, _servers, _settings, _certificates, _sockets, _clock) = (services, first, servers, settings, certificates, sockets, clock);
        _loggers = services.GetRequiredService<ILoggerFactory>();

        // Not options of our own: only the services' know the server's pool of blocks. Without it the transport takes the pool of arrays, whose buffer for
        // a client that has gone is empty, so that writing to it throws.
        var transport = services.GetRequiredService<IOptions<SocketTransportOptions>>().Value;
        transport.CreateBoundListenSocket = endPoint => KestrelLimits.KeepAlive(sockets.Bind(endPoint), _settings.KeepAliveInterval);
        _transport = new ClosableTransport(new SocketTransportFactory(Options.Create(transport), _loggers));
    }

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>What answers every request; it is set before the start.</summary>
    public RequestDelegate? Handle { private get; set; }

    /// <summary>What it listens on.</summary>
    public IEnumerable<Listener> Listeners => _batches.SelectMany(batch => batch.Bound).Select(bound => bound.Listener);

    /// <summary>Starts with an application of the gateway's own, whatever the host has built.</summary>
    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        var own = new GatewayApplication(Handle ?? throw new InvalidOperationException("Nothing answers."), _services.GetRequiredService<IServiceScopeFactory>());
        _bind = (batch, cancellation) => batch.BindAsync(own, cancellation);
        _sockets.CloseUnwanted(_first);
        Add(await BindAsync(_first, _certificates.Has, cancellationToken));
        var handed = HandedBatch();
        await _bind(handed, cancellationToken);
        Add(handed);
    }

    /// <summary>Binds more listeners, all or none. Nobody is served on them before <see cref="Add"/>.</summary>
    /// <param name="listeners">The listeners.</param>
    /// <param name="isTls">Whether TLS is spoken on one.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="IOException">It cannot; the message says which, why, and what to change.</exception>
    public async Task<ListenerBatch> BindAsync(IReadOnlyList<Listener> listeners, Func<Listener, bool> isTls, CancellationToken cancellation)
    {
        var batch = NewBatch(listeners, isTls);
        try
        {
            await _bind(batch, cancellation);
            return batch;
        }
        catch (Exception exception)
        {
            batch.Dispose();
            if (exception is IOException or SocketException && _sockets.DescribeFailure(listeners) is { } description)
                throw new IOException(description, exception);

            throw;
        }
    }

    /// <summary>Serves what was bound.</summary>
    public void Add(ListenerBatch batch)
    {
        _batches = [.. _batches, batch];
        batch.Open();
    }

    /// <summary>Serves connections that come from now on by other settings.</summary>
    /// <param name="servers">Those of each listener.</param>
    /// <param name="settings">What is the same for all of them.</param>
    public void Use(ServerTable servers, ServerSettings settings)
    {
        (_servers, _settings) = (servers, settings);
        foreach (var batch in _batches)
            KestrelLimits.Apply(batch.Limits, settings);

        foreach (var (_, socket) in Sockets)
            KestrelLimits.KeepAlive(socket, settings.KeepAliveInterval);
    }

    /// <summary>How many connections are open.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Takes no more connections; those that are open are served as before.</summary>
    public Task CloseAsync() => _transport.CloseAsync();

    /// <summary>Where each listener is reached.</summary>
    public IEnumerable<(Listener Listener, IPEndPoint EndPoint)> Bound => _batches.SelectMany(batch => batch.Bound);

    /// <summary>The socket of each listener.</summary>
    public IEnumerable<(Listener Listener, Socket Socket)> Sockets => Bound.Select(bound => (bound.Listener, _sockets.Of(bound.EndPoint)));

    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_batches.Select(batch => batch.StopAsync(cancellationToken)));

    public void Dispose()
    {
        foreach (var batch in _batches)
            batch.Dispose();
    }

    private KestrelServerOptions NewOptions()
    {
        var options = new KestrelServerOptions
        {
            ApplicationServices = _services,
            AddServerHeader = false,

            // What clients and upstreams say passes byte for byte; `HeaderText` knows what it means.
            RequestHeaderEncodingSelector = static _ => Encoding.Latin1,
            ResponseHeaderEncodingSelector = static _ => Encoding.Latin1,
        };
        KestrelLimits.Apply(options.Limits, _settings);
        return options;
    }

    // Connections without TLS that begin with HTTP/2: other listeners have accepted them, and none is bound for it.
    private ListenerBatch HandedBatch()
    {
        var options = NewOptions();
        options.Listen(_priorKnowledge.EndPoint, listen => listen.Protocols = HttpProtocols.Http2);
        return new ListenerBatch(new KestrelServer(Options.Create(options), _priorKnowledge, _loggers), options, []);
    }

    private ListenerBatch NewBatch(IReadOnlyList<Listener> listeners, Func<Listener, bool> isTls)
    {
        var listening = new List<(Listener, ListenOptions)>();
        var options = NewOptions();
        var batch = new ListenerBatch(new KestrelServer(Options.Create(options), _transport, _loggers), options, listening);
        foreach (var listener in listeners)
        {
            if (_sockets.InheritedAddressOf(listener) is { } bound)
                options.Listen(bound, listen => Configure(listen, listener));
            else if (listener.Address is { } address)
                options.Listen(address, listener.Port, listen => Configure(listen, listener));
            else
                options.ListenAnyIP(listener.Port, listen => Configure(listen, listener));
        }

        return batch;

        void Configure(ListenOptions listen, Listener listener)
        {
            listening.Add((listener, listen));
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(next => async connection =>
            {
                Interlocked.Increment(ref _connections);
                try
                {
                    await batch.WhenOpenAsync();
                    connection.Features.Set(new ListenerFeature(listener));
                    await next(connection);
                }
                finally
                {
                    Interlocked.Decrement(ref _connections);
                }
            });
            if (isTls(listener))
            {
                _certificates.Protect(listen, listener);
                LingeringClose.Use(listen, _clock);
            }
            else
            {
                new PrefaceCheck(_priorKnowledge, () => _servers.For(listener), _clock).Use(listen);
            }

            FramedTransport.Use(listen);
        }
    }
}
