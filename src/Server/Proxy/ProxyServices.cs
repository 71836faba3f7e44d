using FerroGate.Core.Keys;
using FerroGate.Server.Proxy.Health;
using FerroGate.Server.Proxy.Transport;
using FerroGate.Server.Proxy.Upstreams;
using Yarp.ReverseProxy.Forwarder;

namespace FerroGate.Server.Proxy;

/// <summary>What all reverse proxies of the process share, and what outlives a reload.</summary>
/// <param name="Forwarder">Carries requests that become another protocol.</param>
/// <param name="Keys">The keys of the gateway, which must not reach an upstream.</param>
/// <param name="Check">Decides who may use a path that needs a key.</param>
/// <param name="Environment">Reads an environment variable.</param>
/// <param name="Clock">The clock.</param>
/// <param name="Draw">Draws a number from 0 up to one that it does not reach.</param>
internal sealed record ProxyServices(
    IHttpForwarder Forwarder, KeyDirectory Keys, KeyCheck Check, Func<string, string?> Environment, TimeProvider Clock, Func<int, int> Draw)
{
    /// <summary>What moves in upstreams, by their address.</summary>
    public WeakTable<string, UpstreamState> States { get; } = new(_ => new UpstreamState());

    /// <summary>What is known of the health of upstreams.</summary>
    public WeakTable<HealthQuestion, ActiveHealth> Health { get; } = new(question => new ActiveHealth(question));

    public SocketHosts Sockets { get; } = new();

    /// <summary>The pools of connections.</summary>
    public WeakTable<ClientSettings, HttpMessageInvoker> Clients => field ??= new(settings => UpstreamClient.Make(settings, Sockets));
}
