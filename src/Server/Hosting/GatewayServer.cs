using System.Net;
using System.Net.Sockets;
using System.Text;
using FerroGate.Server.Connections;
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
    private volatile IReadOnlyList<ListenerBatch> _batches = [];
    private ServerSettings _settings;
    private int _connections;
    private Func<ListenerBatch, CancellationToken, Task> _bind = (_, _) => throw new InvalidOperationException("It was not started.");

    /// <param name="services">The services of the application.</param>
    /// <param name="first">What it listens on from its start.</param>
    /// <param name="settings">How connections are served.</param>
    /// <param name="sockets">What it listens with.</param>
    public GatewayServer(IServiceProvider services, IReadOnlyList<Listener> first, ServerSettings settings, ListenSockets sockets)
    {
        (_services, _first, _settings, _sockets) = (services, first, settings, sockets);
        _loggers = services.GetRequiredService<ILoggerFactory>();
        var transport = new SocketTransportOptions
        {
            CreateBoundListenSocket = endPoint => KestrelLimits.KeepAlive(sockets.Bind(endPoint), _settings.KeepAliveInterval),
        };
        _transport = new ClosableTransport(new SocketTransportFactory(Options.Create(transport), _loggers));
    }

    public IFeatureCollection Features { get; } = new FeatureCollection();

    /// <summary>What it listens on.</summary>
    public IEnumerable<Listener> Listeners => _batches.SelectMany(batch => batch.Bound).Select(bound => bound.Listener);

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        _bind = (batch, cancellation) => batch.BindAsync(application, cancellation);
        _sockets.CloseUnwanted(_first);
        Add(await BindAsync(_first, cancellationToken));
    }

    /// <summary>Binds more listeners, all or none. Nobody is served on them before <see cref="Add"/>.</summary>
    /// <exception cref="IOException">It cannot; the message says which, why, and what to change.</exception>
    public async Task<ListenerBatch> BindAsync(IReadOnlyList<Listener> listeners, CancellationToken cancellation)
    {
        var batch = NewBatch(listeners);
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
    public void Use(ServerSettings settings)
    {
        _settings = settings;
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

    private ListenerBatch NewBatch(IReadOnlyList<Listener> listeners)
    {
        var listening = new List<(Listener, ListenOptions)>();
        var options = new KestrelServerOptions
        {
            ApplicationServices = _services,
            AddServerHeader = false,

            // What an upstream says goes to the client byte for byte; our own headers are ASCII anyway.
            ResponseHeaderEncodingSelector = static _ => Encoding.Latin1,
        };
        KestrelLimits.Apply(options.Limits, _settings);
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
        }
    }
}
